import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { creditGrants, plans } from "#drizzle/tables.ts";
import { getBalance } from "#lib/billing/metering/balance.ts";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import { rows } from "#lib/db/database.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { balanceAt, day, newTenant, spendAt } from "./tenant.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  let tenant: Awaited<ReturnType<typeof newTenant>>;
  beforeEach(async () => {
    tenant = await newTenant(db());
  });
  const spend = (credits: number, key: string) =>
    spendCredits(db(), tenant.scope, { credits, key });
  const giveBack = async (credits: number, key: string, id = tenant.id) => {
    const statement = sql`select give_back_credits(${id}::uuid, ${key}::text, ${credits}::bigint)
      as given`;
    return (await rows(db(), statement, (row) => Number(row.given)))[0];
  };
  const left = async () => (await getBalance(db(), tenant.scope))?.left;
  const used = async () => (await tenant.grants()).map(({ usedCredits }) => usedCredits);

  test("credits of the plan come back until the end of the period they were spent in", async () => {
    await spend(700, "campaign");
    expect(await giveBack(200, "campaign")).toBe(200);
    expect(await getBalance(db(), tenant.scope)).toMatchObject({
      ...{ used: 700, left: 500, total: 1_200, included: 1_000 },
    });
    const now = new Date();
    const nextMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1));
    expect(await tenant.grants()).toMatchObject([{ credits: 200, expiresAt: nextMonth }]);
    expect(await spend(501, "more")).toMatchObject({ outcome: "exhausted" });
    expect(await spend(500, "more")).toMatchObject({ outcome: "spent", left: 0 });
    const later = await balanceAt(db(), tenant.id, new Date(nextMonth.getTime() + day));
    expect(later).toMatchObject({ used: 0, left: 1_000, total: 1_000 });
  });

  test("credits of grants go back to them first, to those that last longest", async () => {
    await tenant.grant(50);
    await tenant.grant(50, new Date(Date.now() + day));
    await spend(1_080, "campaign");
    expect(await used()).toEqual([30, 50]);
    expect(await giveBack(40, "campaign")).toBe(40);
    expect(await used()).toEqual([0, 40]);
    expect(await left()).toBe(60);
    expect(await spend(60, "more")).toMatchObject({ outcome: "spent", left: 0 });
    expect(await giveBack(1_080, "campaign")).toBe(1_080);
    expect(await used()).toEqual([0, 20, 0]);
    expect(await left()).toBe(1_080);
  });

  test("a subscription's credits come back until the end of its period", async () => {
    const start = new Date(Date.now() - 3 * day);
    const end = new Date(Date.now() + 20 * day);
    await tenant.subscribe({
      ...{ polarSubscriptionId: tenant.id, currentPeriodStart: start, currentPeriodEnd: end },
    });
    await spend(40_000, "campaign");
    await giveBack(10_000, "campaign");
    expect(await tenant.grants()).toMatchObject([{ credits: 10_000, expiresAt: end }]);
    const [pro] = await db().select().from(plans).where(eq(plans.slug, "pro"));
    expect(await left()).toBe((pro?.monthlyCredits ?? 0) - 30_000);
  });

  test("a refund that found its credits spent takes them when they come back", async () => {
    const id = await tenant.grant(100);
    await spend(1_100, "campaign");
    await db().update(creditGrants).set({ refundRequested: 60 }).where(eq(creditGrants.id, id));
    await giveBack(80, "campaign");
    expect(await tenant.grants()).toMatchObject([{ usedCredits: 20, refundedCredits: 60 }]);
    expect(await left()).toBe(20);
  });

  test("nothing comes back of an act that nobody was charged for, nor more than it cost", async () => {
    const other = await newTenant(db());
    await spend(100, "campaign");
    expect(await giveBack(50, "another")).toBe(0);
    expect(await giveBack(50, "campaign", other.id)).toBe(0);
    expect(await giveBack(50, "campaign", crypto.randomUUID())).toBe(0);
    expect(await giveBack(0, "campaign")).toBe(0);
    expect(await giveBack(-5, "campaign")).toBe(0);
    expect(await left()).toBe(900);
    expect(await giveBack(500, "campaign")).toBe(100);
    expect(await left()).toBe(1_000);
  });

  test("what was spent in a period that is over comes back to nobody's next one", async () => {
    const past = new Date(Date.now() - 40 * day);
    await spendAt(db(), tenant.id, 1, past);
    await db().execute(sql`
      insert into api_usage (organization_id, credits_used, created_at, idempotency_key)
      values (${tenant.id}, 300, ${past.toISOString()}, 'campaign')`);
    expect(await giveBack(300, "campaign")).toBe(300);
    expect(await left()).toBe(1_000);
  });
});
