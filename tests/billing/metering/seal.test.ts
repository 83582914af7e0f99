import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { apiUsage, usageHours } from "#drizzle/tables.ts";
import { sealUsageHours } from "#lib/billing/metering/seal.ts";
import { rows } from "#lib/db/database.ts";
import { postgresClient } from "#lib/db/node.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { balanceAt, hour, newTenant, sealAt, spendAt } from "./tenant.ts";

const database = testDatabase();

// The middle of a month, so that every hour below is of one period.
const past = new Date();
const start = Date.UTC(past.getUTCFullYear(), past.getUTCMonth() - 2, 15, 10);
const at = (hours: number, minutes: number) => new Date(start + hours * hour + minutes * 60_000);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  let tenant: Awaited<ReturnType<typeof newTenant>>;
  beforeEach(async () => {
    tenant = await newTenant(db());
  });
  const spend = (credits: number, moment: Date) => spendAt(db(), tenant.id, credits, moment);
  const sealed = () =>
    db()
      .select({ hour: usageHours.hour, credits: usageHours.creditsUsed, calls: usageHours.calls })
      .from(usageHours)
      .where(eq(usageHours.organizationId, tenant.id))
      .orderBy(usageHours.hour);

  test("an hour is sealed five minutes after its end, with all that was used in it", async () => {
    await spend(3, at(0, 0));
    await spend(4, at(0, 59));
    await spend(5, at(1, 2));
    await sealAt(db(), at(1, 4));
    expect(await sealed()).toEqual([]);
    await sealAt(db(), at(1, 5));
    expect(await sealed()).toEqual([{ hour: at(0, 0), credits: 7, calls: 2 }]);
    await sealAt(db(), at(9, 0));
    expect(await sealed()).toEqual([
      { hour: at(0, 0), credits: 7, calls: 2 },
      { hour: at(1, 0), credits: 5, calls: 1 },
    ]);
  });

  test("an hour is sealed once, however many crons do it at once", async () => {
    const others = await Promise.all([1, 2, 3, 4, 5].map(() => newTenant(db())));
    for (const { id } of [tenant, ...others]) {
      for (const n of [0, 1, 2]) await spendAt(db(), id, 10 + n, at(n, 30));
    }
    const crons = drivers.flatMap((each) => [1, 2, 3].map(() => sealUsageHours(database.on[each])));
    const counts = await Promise.all(crons);
    expect(counts.reduce((sum, count) => sum + count.sealed, 0)).toBe(18);
    expect(counts.every(({ isComplete }) => isComplete)).toBe(true);
    expect((await sealed()).map(({ credits }) => credits)).toEqual([10, 11, 12]);
    expect(await sealUsageHours(db())).toEqual({ sealed: 0, failed: 0, isComplete: true });
  });

  test("a row that arrives late for a sealed hour is counted in the next one", async () => {
    await spend(3, at(0, 10));
    await sealAt(db(), at(1, 10));
    await db()
      .insert(apiUsage)
      .values({ organizationId: tenant.id, creditsUsed: 40, createdAt: at(0, 20) });
    expect(await sealed()).toEqual([{ hour: at(0, 0), credits: 3, calls: 1 }]);
    expect(await balanceAt(db(), tenant.id, at(1, 10))).toMatchObject({ used: 43, left: 957 });
    await sealAt(db(), at(2, 10));
    expect(await sealed()).toEqual([
      { hour: at(0, 0), credits: 3, calls: 1 },
      { hour: at(1, 0), credits: 40, calls: 1 },
    ]);
    expect(await balanceAt(db(), tenant.id, at(2, 10))).toMatchObject({ used: 43, left: 957 });
  });

  test("rows that come all at once and in no order are counted, and each hour has its own", async () => {
    const times = [at(2, 1), at(0, 1), at(1, 1), at(0, 2)];
    await db()
      .insert(apiUsage)
      .values(times.map((createdAt) => ({ organizationId: tenant.id, creditsUsed: 1, createdAt })));
    await db().insert(apiUsage).values({ organizationId: tenant.id, creditsUsed: 700 });
    const used = (await tenant.usage()).map(({ totalUsed }) => totalUsed);
    expect(used).toEqual([1, 2, 3, 4, 704]);
    await sealAt(db(), at(9, 0));
    expect(await sealed()).toEqual([{ hour: at(2, 0), credits: 4, calls: 4 }]);
  });

  test("an organization whose hours cannot be sealed is reported once, and keeps no other waiting", async () => {
    const others = await Promise.all([1, 2, 3].map(() => newTenant(db())));
    const ids = [tenant, ...others].map(({ id }) => id).toSorted();
    for (const id of ids) await spendAt(db(), id, 3, at(0, 30));
    const stuck = ids[1] ?? "";
    await db().execute(sql`create function be_stuck() returns trigger language plpgsql as $$
      begin raise 'stuck'; end $$`);
    await db().execute(sql`create trigger be_stuck before insert on usage_hours for each row
      when (new.organization_id = '${sql.raw(stuck)}') execute function be_stuck()`);
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      expect(await sealUsageHours(db())).toEqual({ sealed: 3, failed: 1, isComplete: true });
      expect(told.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
        { event: "hours_not_sealed", organizationId: stuck, code: "P0001" },
      ]);
    } finally {
      told.mockRestore();
      await db().execute(sql`drop function be_stuck() cascade`);
    }
    expect(await sealUsageHours(db())).toEqual({ sealed: 1, failed: 0, isComplete: true });
  });

  test("who spends at the end of an hour is waited for, and nobody else has to wait", async () => {
    const other = await newTenant(db());
    await spendAt(db(), other.id, 1, at(0, 30));
    await spend(1, at(0, 30));
    const slow = postgresClient(database.direct);
    let sealing: Promise<void> | undefined;
    try {
      await slow.begin(async (transaction) => {
        await transaction`select spend_credits(
          ${tenant.id}::uuid, 5, null, null, ${at(0, 59).toISOString()}::timestamptz)`;
        sealing = sealAt(db(), at(1, 10));
        // Until the one that seals stands before the row that is held.
        await expect.poll(waiting).toBe(1);
        expect(await spendAt(db(), other.id, 1, at(1, 10))).toBe("spent");
      });
      await sealing;
    } finally {
      await slow.end();
    }
    expect(await sealed()).toEqual([{ hour: at(0, 0), credits: 6, calls: 2 }]);
  });

  const waiting = async () => {
    const statement = sql`select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    const [count] = await rows(database.on["postgres-js direct"], statement, (row) => row.count);
    return count;
  };
});
