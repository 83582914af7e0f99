import { and, eq } from "drizzle-orm";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { apiUsage, creditPacks, plans, subscriptions, usageHours } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { check } from "#tests/sync/property.ts";
import { delivery } from "#tests/webhooks/payload.ts";
import { addMonths } from "../../billing/metering/calendar.ts";
import { Books } from "../../billing/metering/model.ts";
import {
  balanceAt,
  day,
  hour,
  newTenant,
  sealAt,
  spendAt,
  sumsAt,
} from "../../billing/metering/tenant.ts";

const database = testDatabase();
beforeAll(async () => {
  const db = database.on["postgres-js direct"];
  for (const [slug, monthlyCredits] of Object.entries(credits)) {
    await db.update(plans).set({ monthlyCredits }).where(eq(plans.slug, slug));
  }
  for (const [slug, pack] of Object.entries(packs)) {
    await db
      .update(creditPacks)
      .set({ ...pack, polarProductId: slug })
      .where(eq(creditPacks.slug, slug));
  }
});

// Small enough to be used up.
const credits = { free: 100, pro: 500, scale: 1_500 };
const lengths = {
  "7 days": (start: number) => start + 7 * day,
  "30 days": (start: number) => start + 30 * day,
  "a month": (start: number) => addMonths(start, 1),
  "three months": (start: number) => addMonths(start, 3),
  "a year": (start: number) => addMonths(start, 12),
} as const;
const packs = {
  small: { credits: 150, validDays: 12 },
  large: { credits: 400, validDays: null },
} as const;

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: kind("spend", { amount: fc.integer({ min: 1, max: 700 }), key: apiKey() }),
  },
  { weight: 3, arbitrary: amount("wait", 15 * 24 * 60) },
  { weight: 2, arbitrary: amount("wait", 90) },
  { weight: 2, arbitrary: fc.constant({ kind: "seal" } as const) },
  { weight: 2, arbitrary: kind("buy", { pack: fc.constantFrom("small", "large") }) },
  { weight: 1, arbitrary: kind("refund", { order: fc.nat(5), share: fc.constantFrom(1, 2, 3) }) },
  {
    weight: 1,
    arbitrary: kind("late", { amount: fc.nat(300), minutes: fc.nat(3_000), key: apiKey() }),
  },
  {
    weight: 2,
    arbitrary: kind("subscribe", {
      plan: fc.constantFrom("pro", "scale"),
      isNewPeriod: fc.boolean(),
      length: fc.constantFrom("7 days", "30 days", "a month", "three months", "a year"),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "toPeriodEnd" } as const) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: "cancel" }, { kind: "end" }, { kind: "owe" }) },
);

function kind<Kind extends string, Shape extends object>(
  name: Kind,
  shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> },
) {
  return fc.record(shape).map((fields) => ({ ...fields, kind: name }));
}

function apiKey() {
  return fc.constantFrom(null, "key a", "key b", "key c");
}

function amount<Kind extends string>(name: Kind, max: number) {
  return kind(name, { amount: fc.integer({ min: 1, max }) });
}

describe.each(drivers)("on %s", (driver) => {
  test("whatever happens, the balance, days, months and keys are what a plain sum over everything says", async () => {
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      fc.nat(28 * 24 * 60),
      (steps, begin) => live(database.on[driver], steps, begin),
    );
    await check(driver === "postgres-js direct" ? 40 : 10, property);
  });
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Does every step to the database and to the books, and compares them after each. */
async function live(db: DrizzleDatabase, steps: Step[], begin: number): Promise<void> {
  const tenant = await newTenant(db);
  const books = new Books(credits.free);
  const orders: { id: string; pack: keyof typeof packs; createdAt: string }[] = [];
  let now = Date.UTC(new Date().getUTCFullYear() - 2, 0) + begin * 60_000;
  let changes = 0;

  const tell = async (order: (typeof orders)[number], share: number) => {
    changes += 1;
    const at = new Date(now + changes).toISOString();
    const data = {
      id: order.id,
      created_at: order.createdAt,
      modified_at: at,
      status: share > 0 ? "partially_refunded" : "paid",
      product_id: order.pack,
      customer_id: tenant.id,
      customer: { external_id: tenant.id },
      net_amount: 900,
      refunded_amount: share * 300,
    };
    const event = { type: "order.updated", timestamp: at, data };
    const answer = await recordPolarEvent(
      db,
      ...delivery("polar", event, `${order.id} ${changes}`),
    );
    expect(answer.outcome).toBe("applied");
  };

  const store = async (
    plan: "pro" | "scale" | null,
    status: "active" | "past_due" | "canceled",
  ) => {
    const own = eq(subscriptions.organizationId, tenant.id);
    const current = books.subscription;
    if (plan) {
      const [row] = await db.select().from(plans).where(eq(plans.slug, plan));
      const [present] = await db.select().from(subscriptions).where(own);
      const planId = row?.id ?? "";
      if (present) await db.update(subscriptions).set({ planId }).where(own);
      else await db.insert(subscriptions).values({ organizationId: tenant.id, planId });
    }
    await db
      .update(subscriptions)
      .set({
        status,
        ...(current && {
          currentPeriodStart: new Date(current.start),
          currentPeriodEnd: new Date(current.end),
          cancelAtPeriodEnd: current.willEnd,
          pastDueAt: current.owedSince === null ? null : new Date(current.owedSince),
        }),
      })
      .where(own);
  };

  const act = async (one: Step) => {
    const { subscription } = books;
    switch (one.kind) {
      case "wait":
        now += one.amount * 60_000;
        return;
      case "toPeriodEnd":
        now = books.balance(now).period.end.getTime();
        return;
      case "spend":
        expect(await spendAt(db, tenant.id, one.amount, new Date(now), one.key)).toBe(
          books.spend(one.amount, now, one.key),
        );
        return;
      case "late": {
        const createdAt = new Date(now - one.minutes * 60_000);
        await db.insert(apiUsage).values({
          organizationId: tenant.id,
          apiKeyId: one.key,
          creditsUsed: one.amount,
          createdAt,
        });
        books.record(one.amount, createdAt.getTime(), one.key);
        return;
      }
      case "seal":
        await sealAt(db, new Date(now));
        books.seal(now);
        return;
      case "buy": {
        const { credits: bought, validDays } = packs[one.pack];
        const order = {
          id: crypto.randomUUID(),
          pack: one.pack,
          createdAt: new Date(now).toISOString(),
        };
        await tell(order, 0);
        orders.push(order);
        const expiresAt = validDays === null ? Number.POSITIVE_INFINITY : now + validDays * day;
        const nothing = { drawn: 0, requested: 0, refunded: 0 };
        books.grants.push({ credits: bought, expiresAt, ...nothing });
        return;
      }
      case "refund": {
        const order = orders[one.order];
        const grant = books.grants[one.order];
        if (!order || !grant) return;
        await tell(order, one.share);
        books.refund(grant, Math.floor(grant.credits * ((one.share * 300) / 900)));
        return;
      }
      case "subscribe": {
        const keeps = !one.isNewPeriod && subscription ? subscription : undefined;
        const period = keeps ?? { start: now, end: lengths[one.length](now) };
        const { start, end } = period;
        const included = credits[one.plan];
        books.subscription = { included, start, end, willEnd: false, owedSince: null };
        return store(one.plan, "active");
      }
      case "cancel":
        if (!subscription) return;
        books.subscription = { ...subscription, willEnd: true };
        return store(null, subscription.owedSince === null ? "active" : "past_due");
      case "owe":
        if (!subscription) return;
        books.subscription = { ...subscription, owedSince: now };
        return store(null, "past_due");
      case "end":
        books.subscription = null;
        return store(null, "canceled");
    }
  };

  for (const one of steps) {
    await act(one);
    const { owedSince: _, ...found } = await balanceAt(db, tenant.id, new Date(now));
    const { plans: __, ...expected } = books.balance(now);
    expect(found).toEqual(expected);
    const sums = await sumsAt(db, tenant.id, found.period.start, new Date(now));
    expect(sums).toEqual(books.sums(now));
  }

  const sealed = await db
    .select()
    .from(usageHours)
    .where(and(eq(usageHours.organizationId, tenant.id)));
  expect(
    new Map(
      sealed.map(({ hour, calls, creditsUsed: credits }) => [hour.getTime(), { calls, credits }]),
    ),
  ).toEqual(books.sealed);
  const horizon = Math.max(...books.sealed.keys()) + hour;
  const usage = await tenant.usage();
  const plain = usage.reduce((sum, row) => sum + row.creditsUsed, 0);
  const after = usage.filter(({ createdAt }) => !(createdAt.getTime() < horizon));
  const added = [...sealed, ...after].reduce((sum, row) => sum + row.creditsUsed, 0);
  expect([added, usage.at(-1)?.totalUsed ?? 0]).toEqual([plain, plain]);
  expect((await tenant.grants()).map((row) => row.usedCredits)).toEqual(
    books.grants.map(({ drawn }) => drawn),
  );
}
