import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { currentSubscriptions, organizations, plans, subscriptions } from "#drizzle/tables.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

type Row = Partial<typeof subscriptions.$inferInsert> & { plan?: string };
const day = (date: number) => new Date(Date.UTC(2026, 4, date));

const cases: [what: string, rows: Row[], expected: object][] = [
  ["none", [], { plan: "free", status: null, live: 0, end: null }],
  [
    "a live one",
    [{ status: "active", currentPeriodEnd: day(20) }],
    { plan: "pro", status: "active", live: 1, end: day(20) },
  ],
  [
    "one on trial, without an end",
    [{ status: "trialing" }],
    { plan: "pro", status: "trialing", live: 1, end: null },
  ],
  [
    "one that is past due, which still counts",
    [{ status: "past_due", currentPeriodEnd: day(1) }],
    { plan: "pro", status: "past_due", live: 1, end: day(1) },
  ],
  [
    "one that ended: its status is told, and the plan is the free one",
    [{ status: "canceled", currentPeriodEnd: day(1) }],
    { plan: "free", status: "canceled", live: 0, end: day(1) },
  ],
  [
    "two that ended: the newer",
    [
      { status: "canceled", currentPeriodStart: day(1), currentPeriodEnd: day(2) },
      { status: "inactive", currentPeriodStart: day(3), currentPeriodEnd: day(4) },
    ],
    { plan: "free", status: "inactive", live: 0, end: day(4) },
  ],
  [
    "a live one and a newer one that ended",
    [
      { status: "active", currentPeriodEnd: day(5) },
      { status: "canceled", currentPeriodStart: day(10), currentPeriodEnd: day(30) },
    ],
    { plan: "pro", status: "active", live: 1, end: day(5) },
  ],
  [
    "two live ones: the one that ends last, and the owner can be told of both",
    [
      { status: "active", plan: "scale", currentPeriodEnd: day(10) },
      { status: "trialing", plan: "pro", currentPeriodEnd: day(11) },
    ],
    { plan: "pro", status: "trialing", live: 2, end: day(11) },
  ],
  [
    "two live ones, one of which never ends: that one",
    [
      { status: "active", plan: "pro", currentPeriodEnd: day(30) },
      { status: "active", plan: "scale" },
    ],
    { plan: "scale", status: "active", live: 2, end: null },
  ],
  [
    "two that are the same in all: one",
    [
      { status: "active", createdAt: day(1), currentPeriodStart: day(1), currentPeriodEnd: day(9) },
      { status: "active", createdAt: day(1), currentPeriodStart: day(1), currentPeriodEnd: day(9) },
    ],
    { plan: "pro", status: "active", live: 2, end: day(9) },
  ],
];

describe.each(drivers)("the subscription in force on %s", (driver) => {
  const db = () => database.on[driver];

  test.each(cases)("with %s", async (_, rows, expected) => {
    const slug = crypto.randomUUID();
    const [organization] = await db().insert(organizations).values({ slug, name: "A" }).returning();
    const organizationId = organization?.id ?? "";
    for (const { plan = "pro", ...row } of rows) {
      const planId = sql`(select id from plans where slug = ${plan})`;
      await db()
        .insert(subscriptions)
        .values({ ...row, organizationId, planId });
    }
    const current = await db()
      .select({
        plan: plans.slug,
        status: currentSubscriptions.status,
        live: currentSubscriptions.liveSubscriptions,
        end: currentSubscriptions.currentPeriodEnd,
      })
      .from(currentSubscriptions)
      .leftJoin(plans, eq(plans.id, currentSubscriptions.planId))
      .where(eq(currentSubscriptions.organizationId, organizationId));
    expect(current).toEqual([expected]);
  });

  test("there is one row for every organization, whatever they have", async () => {
    const [counts] = await db()
      .select({
        rows: sql<number>`count(*)::integer`,
        organizations: sql<number>`count(distinct organization_id)::integer`,
        all: sql<number>`(select count(*)::integer from organizations)`,
      })
      .from(currentSubscriptions);
    expect(counts?.rows).toBe(counts?.all);
    expect(counts?.organizations).toBe(counts?.all);
    expect(counts?.all).toBeGreaterThanOrEqual(cases.length);
  });
});
