import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { apiKeys, memberships, organizations } from "#drizzle/tables.ts";
import { getBalance } from "#lib/billing/metering/balance.ts";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { day, newTenant } from "./tenant.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  let tenant: Awaited<ReturnType<typeof newTenant>>;
  beforeEach(async () => {
    tenant = await newTenant(db());
  });
  const spend = (credits: number, key?: string) =>
    spendCredits(db(), tenant.scope, key === undefined ? { credits } : { credits, key });

  test("who spends is told what is left, and the balance says the same", async () => {
    expect(await spend(300)).toMatchObject({ outcome: "spent", credits: 300, left: 700 });
    const month = new Date();
    expect(await getBalance(db(), tenant.scope)).toEqual({
      used: 300,
      left: 700,
      total: 1_000,
      included: 1_000,
      period: {
        start: new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth())),
        end: new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1)),
      },
      owedSince: null,
      isReadOnly: false,
    });
  });

  test("the last credit can be spent, and one more is refused and leaves nothing", async () => {
    await spend(999);
    expect(await spend(2)).toMatchObject({
      outcome: "exhausted",
      balance: { used: 999, left: 1, total: 1_000 },
    });
    expect(await spend(1)).toMatchObject({ outcome: "spent", left: 0 });
    expect(await spend(1)).toMatchObject({ outcome: "exhausted", balance: { left: 0 } });
    expect((await tenant.usage()).map(({ creditsUsed }) => creditsUsed)).toEqual([999, 1]);
  });

  test("what the plan includes goes first, then what was bought, by when it expires", async () => {
    await tenant.grant(50);
    await tenant.grant(50, new Date(Date.now() + 2 * day));
    await tenant.grant(50, new Date(Date.now() + day));
    await tenant.grant(50, new Date(Date.now() - day));
    const used = async () => (await tenant.grants()).map(({ usedCredits }) => usedCredits);
    expect(await spend(990)).toMatchObject({ left: 160 });
    expect(await used()).toEqual([0, 0, 0, 0]);
    expect(await spend(70)).toMatchObject({ left: 90 });
    expect(await used()).toEqual([0, 10, 50, 0]);
    expect(await spend(90)).toMatchObject({ left: 0 });
    expect(await used()).toEqual([50, 50, 50, 0]);
    expect(await getBalance(db(), tenant.scope)).toMatchObject({ used: 1_150, total: 1_150 });
  });

  test("an act that comes again is answered as it was, and spends nothing", async () => {
    const first = await spend(400, "act");
    await spend(100);
    expect(await spend(400, "act")).toEqual(first);
    expect(await getBalance(db(), tenant.scope)).toMatchObject({ used: 500 });
  });

  test("an act that comes again with another amount is refused as such", async () => {
    await spend(400, "act");
    expect(await spend(401, "act")).toEqual({ outcome: "reused" });
    expect(await getBalance(db(), tenant.scope)).toMatchObject({ used: 400 });
  });

  test("an act that was refused can be done later, and the keys of others are their own", async () => {
    expect(await spend(1_500, "act")).toMatchObject({ outcome: "exhausted" });
    await tenant.grant(500);
    expect(await spend(1_500, "act")).toMatchObject({ outcome: "spent" });
    const other = await newTenant(db());
    const answer = await spendCredits(db(), other.scope, { credits: 7, key: "act" });
    expect(answer).toMatchObject({ outcome: "spent", left: 993 });
  });

  test("a payment that is owed has 7 days of grace, then nothing can be spent", async () => {
    const period = {
      currentPeriodStart: new Date(Date.now() - 10 * day),
      currentPeriodEnd: new Date(Date.now() + 20 * day),
    };
    const late = { ...period, status: "past_due" as const };
    await tenant.subscribe({ ...late, pastDueAt: new Date(Date.now() - 7 * day + 60_000) });
    expect(await spend(1)).toMatchObject({ outcome: "spent", left: 49_999 });
    tenant = await newTenant(db());
    const pastDueAt = new Date(Date.now() - 7 * day - 60_000);
    await tenant.subscribe({ ...late, pastDueAt });
    await tenant.grant(10);
    expect(await spend(1)).toMatchObject({
      outcome: "overdue",
      balance: { left: 50_010, owedSince: pastDueAt, isReadOnly: true },
    });
    expect(await tenant.usage()).toEqual([]);
  });

  test("strangers, former members and those of a deleted organization neither spend nor see", async () => {
    const stranger = await newTenant(db());
    const found = async (scope: typeof tenant.scope) => [
      await spendCredits(db(), scope, { credits: 1 }),
      await getBalance(db(), scope),
    ];
    expect(await found({ ...tenant.scope, userId: stranger.id })).toEqual([null, null]);
    expect(await found({ ...tenant.scope, slug: "nowhere" })).toEqual([null, null]);
    await db()
      .update(memberships)
      .set({ deletedAt: new Date() })
      .where(eq(memberships.userId, tenant.id));
    expect(await found(tenant.scope)).toEqual([null, null]);
    await db()
      .update(organizations)
      .set({ deletedAt: new Date() })
      .where(eq(organizations.id, stranger.id));
    expect(await found(stranger.scope)).toEqual([null, null]);
    const product = { organizationId: stranger.id };
    expect(await spendCredits(db(), product, { credits: 1 })).toBeNull();
    expect(await tenant.usage()).toEqual([]);
  });

  test("a key spends for its own organization only, and only while it is good", async () => {
    const other = await newTenant(db());
    const key = async (changes: Partial<typeof apiKeys.$inferInsert> = {}) => {
      const values = {
        name: "A key",
        prefix: "pn",
        keyHash: crypto.randomUUID(),
        scopes: ["usage"],
      };
      const [row] = await db()
        .insert(apiKeys)
        .values({ organizationId: tenant.id, ...values, ...changes })
        .returning();
      return row ?? { id: "", keyHash: "" };
    };
    const by = ({ keyHash: hash }: { keyHash: string }, { slug } = tenant) => {
      const scope = { userId: null, slug, key: { hash, needs: "usage" as const } };
      return spendCredits(db(), scope, { credits: 1 });
    };
    const good = await key();
    expect(await by(good)).toMatchObject({ outcome: "spent" });
    expect(await tenant.usage()).toMatchObject([{ apiKeyId: good.id }]);
    expect(await by(good, other)).toBeNull();
    expect(await by(await key({ revokedAt: new Date() }))).toBeNull();
    expect(await by(await key({ expiresAt: new Date(Date.now() - 1_000) }))).toBeNull();
    expect(await by(await key({ scopes: ["read"] }))).toBeNull();
  });

  test.each([0, -5])("%d credits cannot be spent", async (credits) => {
    await expect(spend(credits)).rejects.toThrow();
    expect(await tenant.usage()).toEqual([]);
  });
});
