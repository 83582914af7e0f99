import { eq, sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { apiKeys, apiUsage, outbox, usageWarnings } from "#drizzle/tables.ts";
import { sealUsageHours } from "#lib/billing/metering/seal.ts";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import { warnAfterSpending, warnAll, warnOfUsage } from "#lib/billing/metering/warn.ts";
import { getUsage } from "#lib/workspace/reads/usage.ts";
import { exportUsage } from "#lib/workspace/reads/usage-csv.ts";
import { drivers, testDatabase } from "../database.ts";
import { addTenant } from "./tenant.ts";

const database = testDatabase();

const appUrl = "https://app.example.com";
const hour = 3_600_000;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** @returns the id of what was used. */
  const spend = async (organizationId: string, credits: number) => {
    const spent = await spendCredits(db(), { organizationId }, { credits });
    if (spent?.outcome !== "spent") throw new Error("Nothing was spent");
    return spent.id;
  };
  /** Use of some hours ago; it has to be told in order. */
  const used = (organizationId: string, credits: number, hoursAgo: number, apiKeyId?: string) =>
    db()
      .insert(apiUsage)
      .values({
        organizationId,
        creditsUsed: credits,
        apiKeyId,
        createdAt: new Date(Date.now() - hoursAgo * hour),
      });

  test("the page adds up what was used by day, by month and by API key", async () => {
    const { id, scope } = await addTenant(db());
    const [key] = await db()
      .insert(apiKeys)
      .values({ organizationId: id, name: "Batch", prefix: "pn_live_ab", keyHash: id })
      .returning();
    await used(id, 300, 24 * 40);
    await sealUsageHours(db());
    await spend(id, 70);
    await used(id, 30, 0, key?.id);
    const page = await getUsage(db(), scope);
    expect(page).toMatchObject({
      plan: { slug: "free" },
      balance: { used: 100, left: 900, total: 1_000 },
      keys: [
        { id: null, name: null, calls: 1, credits: 70 },
        { id: key?.id, name: "Batch", prefix: "pn_live_ab", calls: 1, credits: 30 },
      ],
    });
    expect(page?.days.at(-1)?.credits).toBe(100);
    expect(page?.months).toHaveLength(12);
    expect(page?.months.reduce((sum, { credits }) => sum + credits, 0)).toBe(400);
    const stranger = await addTenant(db());
    expect(await getUsage(db(), { ...scope, userId: stranger.userId })).toBeNull();
  });

  test("the export has a line for each day and key, and nothing that a spreadsheet would run", async () => {
    const { id, scope } = await addTenant(db(), "member");
    const [key] = await db()
      .insert(apiKeys)
      .values({ organizationId: id, name: "=1+1", prefix: "pn", keyHash: id })
      .returning();
    await used(id, 5, 24 * 3, key?.id);
    await spend(id, 2);
    await spend(id, 3);
    const day = (daysAgo: number) =>
      new Date(Date.now() - daysAgo * 24 * hour).toISOString().slice(0, 10);
    expect(await exportUsage(db(), scope, {})).toBe(
      `\ufeffday,api_key,prefix,calls,credits\r\n${day(3)},'=1+1,pn,1,5\r\n${day(0)},,,2,5\r\n`,
    );
    const some = await exportUsage(db(), scope, { from: day(3), to: day(3) });
    expect(some?.split("\r\n")).toHaveLength(3);
    const stranger = await addTenant(db());
    expect(await exportUsage(db(), { ...scope, userId: stranger.userId }, {})).toBeNull();
  });

  test("owners are written to once at 80 and once at 100 %, however many look at once", async () => {
    const owner = await addTenant(db());
    const { id, slug } = owner;
    const look = (usageId: string) => warnOfUsage(db(), { usageId, appUrl });
    const mail = () =>
      db()
        .select({ props: outbox.props })
        .from(outbox)
        .where(eq(outbox.recipient, `${owner.userId}@acme.test`));
    expect(await look(await spend(id, 799))).toMatchObject({ warned: 0, quietAbove: 200 });
    const usageId = await spend(id, 1);
    const looks = await Promise.all(Array.from({ length: 8 }, () => look(usageId)));
    expect(looks.map(({ warned }) => warned).toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    expect(await mail()).toMatchObject([
      { props: { percent: 80, used: 800, total: 1_000, link: `${appUrl}/o/${slug}/usage` } },
    ]);
    await spend(id, 200);
    // The cron, for whoever was missed.
    await warnAll(db(), { appUrl });
    await warnAll(db(), { appUrl });
    expect((await mail()).map(({ props }) => Object(props).percent)).toEqual([80, 100]);
    const kept = await db()
      .select()
      .from(usageWarnings)
      .where(eq(usageWarnings.organizationId, id));
    expect(kept.map(({ percent }) => percent).toSorted()).toEqual([100, 80]);
  });

  test("a spend that goes over a mark warns, and one that does not asks nobody", async () => {
    const { id, slug } = await addTenant(db());
    let usageId = await spend(id, 500);
    const warn = (left: number) => warnAfterSpending(db(), { tenant: slug, usageId, left, appUrl });
    expect(await warn(500)).toBe(false);
    usageId = await spend(id, 450);
    // As another instance would have told of more that is left.
    expect(await warn(400)).toBe(false);
    expect(await warn(50)).toBe(true);
    expect(await warn(50)).toBe(false);
    usageId = await spend(id, 50);
    expect(await warn(0)).toBe(true);
    expect(await warn(0)).toBe(false);
  });

  test("an organization that cannot be warned is reported once, and keeps no other from its warning", async () => {
    const tenants = [await addTenant(db()), await addTenant(db()), await addTenant(db())];
    for (const { id } of tenants) await spend(id, 850);
    const stuck = tenants[1]?.id ?? "";
    await db().execute(sql`create function be_stuck() returns trigger language plpgsql as $$
      begin raise 'stuck'; end $$`);
    await db().execute(sql`create trigger be_stuck before insert on usage_warnings for each row
      when (new.organization_id = '${sql.raw(stuck)}') execute function be_stuck()`);
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      expect(await warnAll(db(), { appUrl })).toMatchObject({ failedWarnings: 1 });
      expect(told.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
        { event: "organization_not_warned", organizationId: stuck, code: "P0001" },
      ]);
    } finally {
      told.mockRestore();
      await db().execute(sql`drop function be_stuck() cascade`);
    }
    const warned = async () =>
      (await db().select().from(usageWarnings)).map(({ organizationId }) => organizationId);
    const others = tenants.map(({ id }) => id).filter((id) => id !== stuck);
    expect(await warned()).toEqual(expect.arrayContaining(others));
    expect(await warned()).not.toContain(stuck);
    expect(await warnAll(db(), { appUrl })).toEqual({ warned: 1, failedWarnings: 0 });
  });
});
