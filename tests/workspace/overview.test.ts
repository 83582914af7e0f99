import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  apiUsage,
  auditEvents,
  creditGrants,
  memberships,
  organizations,
  plans,
  subscriptions,
  usageHours,
  user,
} from "#drizzle/tables.ts";
import { getOverview } from "#lib/workspace/reads/overview.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** An organization with one owner. */
  async function tenant() {
    const slug = crypto.randomUUID();
    await db()
      .insert(user)
      .values({ id: slug, name: "Owner", email: `${slug}@acme.test` });
    const [organization] = await db()
      .insert(organizations)
      .values({ slug, name: "Tenant" })
      .returning();
    if (!organization) throw new Error("no organization");
    const organizationId = organization.id;
    await db().insert(memberships).values({ organizationId, userId: slug, role: "owner" });
    return { slug, organizationId, scope: { slug, userId: slug } };
  }

  test("a new organization is on the free plan with all its credits left", async () => {
    const { scope, slug, organizationId } = await tenant();
    expect(await getOverview(db(), scope)).toEqual({
      frame: {
        organization: { id: organizationId, name: "Tenant", slug, managedBy: null },
        role: "owner",
        viewer: {
          id: slug,
          name: "Owner",
          email: `${slug}@acme.test`,
          isVerified: false,
          image: null,
        },
        payment: { owedSince: null, liveSubscriptions: 0 },
        organizations: [{ name: "Tenant", slug }],
      },
      memberCount: 1,
      invitedCount: 0,
      members: [
        { id: slug, name: "Owner", email: `${slug}@acme.test`, image: null, role: "owner" },
      ],
      plan: { slug: "free", name: "Free", seats: 3 },
      subscription: null,
      credits: { used: 0, left: 1000, total: 1000, renewsAt: expect.any(Date) },
      usage: expect.any(Array),
      activity: [],
      parts: { newsletter: expect.any(Function) },
    });
  });

  test("a stranger, a former member and an unknown address find nothing", async () => {
    const { scope, slug } = await tenant();
    const other = await tenant();
    expect(await getOverview(db(), { slug, userId: other.slug })).toBeNull();
    expect(await getOverview(db(), { slug: "nowhere", userId: slug })).toBeNull();
    await db()
      .update(memberships)
      .set({ deletedAt: new Date() })
      .where(eq(memberships.userId, slug));
    expect(await getOverview(db(), scope)).toBeNull();
  });

  test("an organization that was deleted is found by nobody", async () => {
    const { scope, organizationId } = await tenant();
    await db()
      .update(organizations)
      .set({ deletedAt: new Date() })
      .where(eq(organizations.id, organizationId));
    expect(await getOverview(db(), scope)).toBeNull();
  });

  test("the plan, its state and its credits are those of the subscription in force", async () => {
    const { scope, organizationId } = await tenant();
    const [pro] = await db().select().from(plans).where(eq(plans.slug, "pro"));
    const currentPeriodEnd = new Date(Date.now() + 86_400_000);
    await db()
      .insert(subscriptions)
      .values({
        organizationId,
        planId: pro?.id ?? "",
        status: "active",
        providerStatus: "active",
        currentPeriodStart: new Date(Date.now() - 86_400_000),
        currentPeriodEnd,
        cancelAtPeriodEnd: true,
      });
    expect(await getOverview(db(), scope)).toMatchObject({
      plan: { slug: "pro" },
      subscription: { status: "active", currentPeriodEnd, cancelAtPeriodEnd: true },
      credits: { total: 50_000, renewsAt: currentPeriodEnd },
    });
  });

  test("what was used is the sealed hours and the rows after them, never both", async () => {
    const { scope, organizationId } = await tenant();
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    await db()
      .insert(apiUsage)
      .values([
        { organizationId, creditsUsed: 40, createdAt: new Date(hour.getTime() + 1) },
        { organizationId, creditsUsed: 2, createdAt: new Date(hour.getTime() + 3_600_000) },
      ]);
    expect((await getOverview(db(), scope))?.credits).toMatchObject({ used: 42, left: 958 });
    await db().insert(usageHours).values({ organizationId, hour, creditsUsed: 40, calls: 1 });
    expect((await getOverview(db(), scope))?.credits).toMatchObject({ used: 42, left: 958 });
  });

  test("each day of the period until today has the credits used on it, sealed or not", async () => {
    const { scope, organizationId } = await tenant();
    const day = 86_400_000;
    const today = Math.floor(Date.now() / day) * day;
    const ago = (days: number, hours: number) => new Date(today - days * day + hours * 3_600_000);
    await db()
      .insert(subscriptions)
      .values({
        organizationId,
        planId: (await db().select().from(plans).where(eq(plans.slug, "pro")))[0]?.id ?? "",
        status: "active",
        currentPeriodStart: ago(3, 12),
        currentPeriodEnd: new Date(today + 9 * day),
      });
    const call = (creditsUsed: number, createdAt: Date) => ({
      organizationId,
      creditsUsed,
      createdAt,
    });
    await db()
      .insert(apiUsage)
      .values([
        call(1_000, ago(3, 11)),
        call(1, ago(3, 12)),
        call(20, ago(2, 23)),
        call(300, ago(0, 0)),
      ]);
    await db()
      .insert(usageHours)
      .values({
        organizationId,
        hour: ago(2, 23),
        creditsUsed: 20,
        calls: 1,
      });
    await db()
      .insert(usageHours)
      .values({
        organizationId,
        hour: ago(3, 12),
        creditsUsed: 1,
        calls: 1,
      });
    expect((await getOverview(db(), scope))?.usage).toEqual([
      { day: ago(3, 0), credits: 1 },
      { day: ago(2, 0), credits: 20 },
      { day: ago(1, 0), credits: 0 },
      { day: ago(0, 0), credits: 300 },
    ]);
  });

  test("what happened last is for owners and admins, newest first", async () => {
    const { scope, slug, organizationId } = await tenant();
    const actions = Array.from({ length: 8 }, (_, index) => `act.${index}`);
    await db()
      .insert(auditEvents)
      .values(
        actions.map((action, index) => ({
          organizationId,
          action,
          actorId: slug,
          createdAt: new Date(Date.UTC(2026, 0, 1 + index)),
        })),
      );
    expect((await getOverview(db(), scope))?.activity?.map(({ action }) => action)).toEqual(
      actions.toReversed().slice(0, 6),
    );
    await db().update(memberships).set({ role: "member" }).where(eq(memberships.userId, slug));
    expect((await getOverview(db(), scope))?.activity).toBeNull();
  });

  test("bought credits count until they expire, and what is left is never below zero", async () => {
    const { scope, organizationId } = await tenant();
    await db()
      .insert(creditGrants)
      .values([
        { organizationId, credits: 500, refundedCredits: 100 },
        { organizationId, credits: 9_000, expiresAt: new Date(Date.now() - 1) },
      ]);
    expect((await getOverview(db(), scope))?.credits.total).toBe(1_400);
    await db().insert(apiUsage).values({ organizationId, creditsUsed: 5_000 });
    expect((await getOverview(db(), scope))?.credits).toMatchObject({ used: 5_000, left: 0 });
  });

  test("many members are counted, and the first six shown, owners first", async () => {
    const { scope, organizationId, slug } = await tenant();
    const people = Array.from({ length: 20 }, (_, n) => ({ id: `${slug}-${n}`, name: `A${n}` }));
    await db().insert(user).values(people);
    await db()
      .insert(memberships)
      .values(
        people.map(({ id }, n) => ({
          organizationId,
          userId: id,
          role: n === 7 ? ("admin" as const) : ("member" as const),
        })),
      );
    const found = await getOverview(db(), scope);
    expect(found?.memberCount).toBe(21);
    expect(found?.members.map(({ role }) => role).slice(0, 3)).toEqual([
      "owner",
      "admin",
      "member",
    ]);
    expect(found?.members).toHaveLength(6);
  });
});
