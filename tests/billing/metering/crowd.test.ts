import { expect, test } from "vitest";
import { apiUsage } from "#drizzle/tables.ts";
import { getBalance } from "#lib/billing/metering/balance.ts";
import { sealUsageHours } from "#lib/billing/metering/seal.ts";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { balanceAt, day, hour, newTenant } from "./tenant.ts";

const database = testDatabase();

const db = () => database.on["postgres-js direct"];

/** Every third one on each way into the database. */
const onEach = (spender: number) => {
  const driver = drivers[spender % drivers.length];
  if (!driver) throw new Error("no driver");
  return database.on[driver];
};

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

test("64 at once on every way in get exactly the credits that are left, and not one more", async () => {
  const tenant = await newTenant(db());
  await tenant.grant(37);
  const spenders = Array.from({ length: 64 }, (_, n) => n);
  const granted = await Promise.all(
    spenders.map(async (n) => {
      let got = 0;
      for (;;) {
        const credits = 1 + ((n + got) % 3);
        const answer = await spendCredits(onEach(n), tenant.scope, { credits });
        if (answer?.outcome === "spent") got += credits;
        else if (credits === 1) return got;
        else {
          const last = await spendCredits(onEach(n), tenant.scope, { credits: 1 });
          if (last?.outcome !== "spent") return got;
          got += 1;
        }
      }
    }),
  );
  expect(sum(granted)).toBe(1_037);
  expect(sum((await tenant.usage()).map(({ creditsUsed }) => creditsUsed))).toBe(1_037);
  expect(await tenant.grants()).toMatchObject([{ usedCredits: 37 }]);
  expect(await getBalance(db(), tenant.scope)).toMatchObject({ used: 1_037, left: 0 });
});

test("and so it is while hours are sealed, a grant expires and the period rolls over", async () => {
  const tenant = await newTenant(db());
  const began = Date.now();
  const [expiry, end] = [began + 2_000, began + 4_000];
  await tenant.subscribe({
    currentPeriodStart: new Date(end - 30 * day),
    currentPeriodEnd: new Date(end),
  });
  // All but 100 of what the plan includes has been used in hours that can be sealed.
  const old = [5, 4, 3, 2].map((ago) => ({
    organizationId: tenant.id,
    creditsUsed: 49_900 / 4,
    createdAt: new Date(began - ago * hour),
  }));
  await db().insert(apiUsage).values(old);
  await tenant.grant(100_000, new Date(expiry));
  await tenant.grant(150);

  const spenders = Array.from({ length: 64 }, (_, n) => n);
  let isOver = false;
  const seal = async (n: number) => {
    let hours = 0;
    while (!isOver) {
      hours += (await sealUsageHours(onEach(n))).sealed;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return hours;
  };
  const sealing = [0, 1, 2].map(seal);
  const granted = await Promise.all(
    spenders.map(async (n) => {
      let got = 0;
      // Until all that the second period gives has gone, which goes faster by the hundred.
      for (let credits = 1, isLast = false; !isLast; ) {
        const isSecond = Date.now() >= end + 100;
        const answer = await spendCredits(onEach(n), tenant.scope, { credits });
        if (answer?.outcome === "spent") {
          got += credits;
          if (isSecond && answer.left > 1_000) credits = 100;
        } else {
          isLast = isSecond && credits === 1;
          credits = 1;
        }
      }
      return got;
    }),
  );
  isOver = true;

  const usage = (await tenant.usage()).slice(old.length);
  const of = (from: number, to: number) =>
    usage.filter(({ createdAt }) => Number(createdAt) >= from && Number(createdAt) < to);
  const used = (rows: typeof usage) => sum(rows.map(({ creditsUsed }) => creditsUsed));
  const bought = (rows: typeof usage) => sum(rows.map(({ fromGrants }) => fromGrants));
  const [first, second, third] = [of(0, expiry), of(expiry, end), of(end, Number.MAX_VALUE)];

  expect(sum(granted)).toBe(used(usage));
  expect(used(first) - bought(first)).toBe(100);
  expect(first.length).toBeGreaterThan(100);
  // The grant that expired has given what was taken before, and the other all that it had.
  const [expired, other] = await tenant.grants();
  expect(expired?.usedCredits).toBe(bought(first));
  expect([used(second), bought(second), other?.usedCredits]).toEqual([150, 150, 150]);
  // The second period gives what the plan includes, to the last credit that could be asked for.
  expect([used(third), bought(third)]).toEqual([50_000, 0]);
  expect(await balanceAt(db(), tenant.id)).toMatchObject({ used: 50_000, left: 0 });
  expect(sum(await Promise.all(sealing))).toBe(4);
  const totals = usage.map(({ totalUsed }) => totalUsed);
  expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  expect(totals.at(-1)).toBe(49_900 + used(usage));
});

test("1,000 posts with 50 keys, 20 at a time, are 50 acts, and each answers the same", async () => {
  const tenant = await newTenant(db());
  await tenant.grant(1_000);
  const queue = Array.from({ length: 1_000 }, (_, n) => n).values();
  const answers = new Map<string, Set<string>>();
  const work = async () => {
    for (const n of queue) {
      const key = `act ${(n * 7) % 50}`;
      const credits = 1 + ((n * 7) % 50);
      const answer = await spendCredits(onEach(n), tenant.scope, { credits, key });
      answers.set(key, (answers.get(key) ?? new Set()).add(JSON.stringify(answer)));
    }
  };
  await Promise.all(Array.from({ length: 20 }, work));
  expect(answers.size).toBe(50);
  expect([...answers.values()].filter(({ size }) => size !== 1)).toEqual([]);
  const usage = await tenant.usage();
  expect(usage).toHaveLength(50);
  expect(await getBalance(db(), tenant.scope)).toMatchObject({ used: (50 * 51) / 2 });
});
