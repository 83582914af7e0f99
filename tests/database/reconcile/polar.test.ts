import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  creditGrants,
  creditPacks,
  currentSubscriptions,
  organizations,
  plans,
  polarCustomers,
  reconcileMisses,
  reconcileRuns,
  reconcileSeen,
  subscriptions,
  webhookEvents,
} from "#lib/db/schema.ts";
import { localSecrets } from "#lib/env.ts";
import { polarProducts } from "#lib/local/demo.ts";
import { polarProduct } from "#lib/local/polar/product.ts";
import { recall } from "#lib/local/polar/recall.ts";
import { type PolarStandIn, startPolar } from "#lib/local/polar/server.ts";
import { polarSource } from "#lib/webhooks/reconcile/polar-source.ts";
import { type ReconcileOptions, reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { createDatabase, type TestDatabase } from "../database.ts";
import { startApp } from "./app.ts";

const pro: string = polarProducts.pro.id;
const scale = polarProducts.scale.id;
const pack = "70000000-0000-4000-8000-000000000011";

let database: TestDatabase;
let app: Awaited<ReturnType<typeof startApp>>;
let polar: PolarStandIn;
let organization: string;
const db = () => database.on["postgres-js pooled"];

beforeEach(async () => {
  database = await createDatabase();
  for (const [slug, { id }] of Object.entries(polarProducts)) {
    await db().update(plans).set({ polarProductId: id }).where(eq(plans.slug, slug));
  }
  await db().update(creditPacks).set({ polarProductId: pack }).where(eq(creditPacks.slug, "small"));
  organization = await addOrganization();
  app = await startApp(db());
  polar = await startPolar({
    webhook: { url: app.url("polar"), secret: localSecrets.POLAR_WEBHOOK_SECRET },
    pace: 0.0001,
  });
  const choice = { id: pack, name: "10,000 credits", priceCents: 900, isOneTime: true };
  polar.store.products.set(pack, polarProduct({ ...choice, createdAt: polar.store.now() }));
});
afterEach(async () => {
  await polar.close();
  app.close();
  await database.drop();
});

async function addOrganization(): Promise<string> {
  const slug = crypto.randomUUID();
  const [row] = await db().insert(organizations).values({ slug, name: "A tenant" }).returning();
  return row?.id ?? "";
}

async function run(options: Partial<ReconcileOptions> = {}) {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const signal = options.signal ?? new AbortController().signal;
  const environment = { POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url };
  const sources = sourcesOf(configuredSources([polarSource], environment, { signal, say }));
  const report = await reconcile({ databaseUrl: database.pooled, sources, say, ...options });
  const counts = Object.fromEntries(
    report.resources.map((resource) => [resource.resource, resource.counts]),
  );
  return { ...report, counts, lines };
}

/** Sells a product, and waits until the app was told, or was not. */
async function sell(productId = pro, externalId = organization) {
  const sold = polar.lifecycle.purchase({ externalId, productId });
  await polar.deliveries.settle();
  return { ...sold, subscriptionId: sold.subscription?.id ?? "" };
}

const subscription = async (id: string) => {
  const [row] = await db()
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.polarSubscriptionId, id));
  return row;
};

const current = async () => {
  const [row] = await db()
    .select()
    .from(currentSubscriptions)
    .where(eq(currentSubscriptions.organizationId, organization));
  return row;
};

/** Every row that reconciling could write, versions included. */
const everything = async () => [
  await db().select().from(subscriptions),
  await db().select().from(polarCustomers),
  await db().select().from(creditGrants),
  await db().select().from(plans),
  await db().select().from(reconcileRuns),
  await db().select().from(reconcileMisses),
];

describe("what webhooks lost", () => {
  test("is found again: a subscription, credits that were bought, a new price", async () => {
    app.lose();
    const { subscriptionId } = await sell();
    const { order } = await sell(pack);
    polar.lifecycle.changeProduct(pro, { name: "Professional", priceCents: 3_900 });
    await polar.deliveries.settle();
    expect(await subscription(subscriptionId)).toBeUndefined();

    const { counts, isFailed } = await run();
    expect(isFailed).toBe(false);
    expect(counts).toMatchObject({
      products: { repaired: 1 },
      subscriptions: { seen: 1, repaired: 1 },
      customers: { seen: 1, repaired: 1 },
      orders: { seen: 2, repaired: 1 },
    });
    expect(await current()).toMatchObject({ status: "active", liveSubscriptions: 1 });
    const grants = await db().select().from(creditGrants);
    expect(grants).toMatchObject([
      { polarOrderId: order.id, organizationId: organization, credits: 10_000 },
    ]);
    const [plan] = await db().select().from(plans).where(eq(plans.slug, "pro"));
    expect(plan).toMatchObject({ name: "Professional", priceCents: 3_900 });
  });

  test("is found again when it is a change: an end, another plan, a refund", async () => {
    const first = await sell();
    const second = await sell();
    const bought = await sell(pack);
    app.lose();
    polar.lifecycle.change(first.subscriptionId, "revoke");
    polar.lifecycle.switchProduct(second.subscriptionId, scale);
    polar.lifecycle.refund(bought.order.id);
    await polar.deliveries.settle();

    const { counts } = await run();
    expect(counts).toMatchObject({ subscriptions: { repaired: 2 }, orders: { repaired: 1 } });
    expect(await subscription(first.subscriptionId)).toMatchObject({ status: "canceled" });
    const [plan] = await db().select().from(plans).where(eq(plans.slug, "scale"));
    expect(await current()).toMatchObject({ planId: plan?.id, liveSubscriptions: 1 });
    expect(await db().select().from(creditGrants)).toMatchObject([{ refundedCredits: 10_000 }]);
  });

  test("is repaired once: a second run changes nothing, not even versions", async () => {
    await sell();
    app.lose();
    await sell(pack);
    await run();
    const [rowsOfSubscriptions, ...others] = await everything();
    const { counts } = await run();
    const [again, ...othersAgain] = await everything();
    expect(again).toEqual(rowsOfSubscriptions);
    expect(othersAgain.slice(0, 3)).toEqual(others.slice(0, 3));
    expect(Object.values(counts).some(({ repaired }) => repaired)).toBe(false);
  });

  test("that somebody bought who is no organization of ours waits, and is counted", async () => {
    await sell(pro, crypto.randomUUID());
    const { counts, isFailed } = await run();
    expect(counts.subscriptions).toMatchObject({ seen: 1, parked: 1 });
    expect(isFailed).toBe(false);
  });

  test("through a failed delivery is delivered again, once", async () => {
    app.refuse(70);
    await sell();
    expect(await db().$count(webhookEvents)).toBe(0);
    const { counts } = await run();
    await polar.deliveries.settle();
    expect(counts.deliveries).toMatchObject({ redelivered: 7 });
    expect(await db().$count(webhookEvents)).toBe(7);
    expect((await run()).counts.deliveries?.redelivered).toBeUndefined();
  });
});

describe("what is newer stays", () => {
  test("a webhook that arrives while the answer is on its way wins", async () => {
    const { subscriptionId } = await sell();
    await db()
      .update(subscriptions)
      .set({ status: "past_due" })
      .where(eq(subscriptions.polarSubscriptionId, subscriptionId));
    const sources = configuredSources(
      [polarSource],
      { POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url },
      { signal: new AbortController().signal, say: () => {} },
    );
    const report = await reconcile({
      databaseUrl: database.pooled,
      sources: (its) =>
        sourcesOf(sources)(its).map((source) =>
          source.name === "subscriptions" && "page" in source
            ? {
                ...source,
                async page(cursor, since) {
                  const page = await source.page(cursor, since);
                  polar.lifecycle.change(subscriptionId, "revoke");
                  await polar.deliveries.settle();
                  return page;
                },
              }
            : source,
        ),
    });
    expect(report.isFailed).toBe(false);
    expect(await subscription(subscriptionId)).toMatchObject({
      status: "canceled",
      providerStatus: "canceled",
    });
  });

  test("a repaired subscription takes the webhooks that come later", async () => {
    app.lose();
    const { subscriptionId } = await sell();
    await run();
    app.lose(false);
    polar.lifecycle.change(subscriptionId, "past_due");
    await polar.deliveries.settle();
    expect(await subscription(subscriptionId)).toMatchObject({ status: "past_due" });
  });

  test("a webhook from before, delivered after the run, changes nothing", async () => {
    const { subscriptionId } = await sell();
    app.refuse(30);
    polar.lifecycle.change(subscriptionId, "past_due");
    await polar.deliveries.settle();
    app.lose();
    polar.lifecycle.change(subscriptionId, "recover");
    await polar.deliveries.settle();
    app.lose(false);
    const { signal } = new AbortController();
    const environment = { POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url };
    const all = sourcesOf(configuredSources([polarSource], environment, { signal, say: () => {} }));
    await run({ sources: (its) => all(its).filter(({ name }) => name !== "deliveries") });

    const events = [...polar.store.webhookEvents.values()];
    const late = events.find(({ type }) => type === "subscription.past_due");
    polar.deliveries.redeliver(late?.id ?? "");
    await polar.deliveries.settle();
    expect(await subscription(subscriptionId)).toMatchObject({ status: "active" });
    const received = await db()
      .select()
      .from(webhookEvents)
      .where(eq(webhookEvents.eventId, late?.id ?? ""));
    expect(received).toMatchObject([{ outcome: "stale" }]);
  });
});

describe("what is gone at Polar", () => {
  const missed = () => db().select().from(reconcileMisses);

  test("ends on the second run that misses it, and only then", async () => {
    const { subscriptionId } = await sell();
    await sell();
    await sell();
    polar.store.subscriptions.delete(subscriptionId);
    expect((await run()).counts.subscriptions).toMatchObject({ missing: 1 });
    expect(await subscription(subscriptionId)).toMatchObject({ status: "active", endedAt: null });
    const second = await run();
    expect(second.counts.subscriptions).toMatchObject({ missing: 0, gone: 1 });
    expect(second.lines.join("\n")).toContain("gone at Polar");
    const gone = await subscription(subscriptionId);
    expect(gone?.status).toBe("inactive");
    expect(gone?.endedAt).not.toBeNull();
    expect(await missed()).toEqual([]);
  });

  test("is missed no more when it is back", async () => {
    const { subscriptionId, subscription: sold } = await sell();
    await sell();
    polar.store.subscriptions.delete(subscriptionId);
    await run();
    expect(await missed()).toMatchObject([{ entityId: subscriptionId }]);
    if (sold) polar.store.subscriptions.set(subscriptionId, sold);
    await run();
    expect(await missed()).toEqual([]);
    polar.store.subscriptions.delete(subscriptionId);
    await run();
    expect(await subscription(subscriptionId)).toMatchObject({ status: "active" });
  });

  test("does not end when Polar still knows it by name", async () => {
    const { subscriptionId } = await sell();
    await sell();
    const { signal } = new AbortController();
    const environment = { POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url };
    const all = sourcesOf(configuredSources([polarSource], environment, { signal, say: () => {} }));
    const forgetful: ReconcileOptions["sources"] = (its) =>
      all(its).map((source) =>
        source.name === "subscriptions" && "page" in source
          ? {
              ...source,
              async page(cursor, since) {
                const page = await source.page(cursor, since);
                return { ...page, seen: page.seen.filter((id) => id !== subscriptionId) };
              },
            }
          : source,
      );
    for (let count = 0; count < 3; count++) {
      const { counts } = await run({ sources: forgetful });
      expect(counts.subscriptions?.gone).toBeUndefined();
      expect(await subscription(subscriptionId)).toMatchObject({ status: "active" });
    }
  });

  test("a list that is suddenly empty ends nothing, unless it is forced", async () => {
    const { subscriptionId } = await sell();
    polar.store.subscriptions.clear();
    for (let count = 0; count < 3; count++) {
      const { isFailed, resources } = await run();
      expect(isFailed).toBe(true);
      expect(resources.map(({ problem }) => problem ?? "").join()).toContain("--force");
    }
    expect(await subscription(subscriptionId)).toMatchObject({ status: "active" });
    await run({ isForced: true });
    await run({ isForced: true });
    expect(await subscription(subscriptionId)).toMatchObject({ status: "inactive" });
  });

  test("a run with --since misses nothing", async () => {
    const { subscriptionId } = await sell();
    await sell();
    polar.store.subscriptions.delete(subscriptionId);
    const since = new Date(Date.now() - 60_000);
    await run({ since });
    await run({ since });
    expect(await missed()).toEqual([]);
    expect(await subscription(subscriptionId)).toMatchObject({ status: "active" });
  });

  test("a customer that was deleted there is a customer no more", async () => {
    const { customer } = await sell();
    const other = await addOrganization();
    await sell(pro, other);
    app.lose();
    polar.lifecycle.deleteCustomer(customer.id);
    await polar.deliveries.settle();
    await run();
    await run();
    const [row] = await db()
      .select()
      .from(polarCustomers)
      .where(eq(polarCustomers.polarCustomerId, customer.id));
    expect(row?.deletedAt).not.toBeNull();
    expect(await current()).toMatchObject({ liveSubscriptions: 0 });
  });
});

test("a stand-in that starts anew recalls from the database what Polar knew", async () => {
  const kept = await sell();
  const ending = await sell();
  await sell(pack);
  polar.lifecycle.change(ending.subscriptionId, "cancel");
  await polar.deliveries.settle();
  const before = await db().select().from(subscriptions);
  for (const list of ["customers", "subscriptions", "orders", "products"] as const) {
    polar.store[list].clear();
  }
  await recall(db(), polar.store);
  expect(polar.store.products.get(pack)).toMatchObject({ is_recurring: false });
  const { isFailed, lines } = await run();
  expect(isFailed).toBe(false);
  expect(lines.join("\n")).not.toMatch(/repaired|missing/);
  expect(await db().select().from(subscriptions)).toEqual(before);
  expect(polar.store.subscriptions.get(kept.subscriptionId)).toMatchObject({ status: "active" });
});

describe("a run", () => {
  test("that is dry says what it would do and writes nothing", async () => {
    app.lose();
    const { subscriptionId } = await sell();
    const before = await everything();
    const { counts, lines } = await run({ isDryRun: true });
    expect(await everything()).toEqual(before);
    expect(counts.subscriptions).toMatchObject({ repaired: 1 });
    expect(lines.join("\n")).toMatch(`${subscriptionId}: would change`);
  });

  test("that is stopped goes on where it was", async () => {
    app.lose();
    for (let count = 0; count < 120; count++) {
      polar.lifecycle.purchase({ externalId: organization, productId: pro });
    }
    await polar.deliveries.settle();
    const stop = new AbortController();
    const first = await run({
      signal: stop.signal,
      say: (line) => {
        if (line === "polar subscriptions: 100 of 120") stop.abort();
      },
    });
    expect(first.isStopped).toBe(true);
    expect(first.resources.map(({ resource }) => resource)).toEqual(["products", "subscriptions"]);
    expect(await db().$count(subscriptions)).toBe(100);

    const second = await run();
    expect(second.isStopped).toBe(false);
    expect(second.resources[0]?.resource).toBe("subscriptions");
    expect(second.counts.subscriptions).toMatchObject({ seen: 120, repaired: 120, missing: 0 });
    expect(await db().$count(subscriptions)).toBe(120);
    expect(await db().$count(reconcileSeen)).toBe(0);
    const third = await run();
    expect(third.resources[0]?.resource).toBe("products");
  });

  test("waits as long as Polar asks when it is too fast", async () => {
    app.lose();
    const { subscriptionId } = await sell();
    polar.refuse({ status: 429, times: 1, retryAfter: 1 });
    const { isFailed, lines } = await run();
    expect(isFailed).toBe(false);
    expect(lines).toContain("PolarRateLimitError 429; again in 1 s");
    expect(await subscription(subscriptionId)).toMatchObject({ status: "active" });
  });

  test("that Polar does not let in says so and misses nothing", async () => {
    const { subscriptionId } = await sell();
    polar.refuse({ status: 401, times: 100 });
    for (let count = 0; count < 2; count++) {
      const { isFailed, resources } = await run();
      expect(isFailed).toBe(true);
      expect(resources.every(({ problem }) => problem?.includes("401"))).toBe(true);
    }
    polar.refuse({ status: 401, times: 0 });
    expect(await db().$count(reconcileMisses)).toBe(0);
    expect(await subscription(subscriptionId)).toMatchObject({ status: "active" });
  });

  test("with --since compares only what changed since then", async () => {
    app.lose();
    await sell();
    await sell();
    const { counts } = await run({ since: new Date(Date.now() + 60_000) });
    expect(counts.subscriptions).toMatchObject({ seen: 2 });
    expect(await db().$count(subscriptions)).toBe(0);
    await run({ since: new Date(Date.now() - 60_000) });
    expect(await db().$count(subscriptions)).toBe(2);
  });

  test("tries parked events again at its end", async () => {
    const absent = crypto.randomUUID();
    const { subscriptionId } = await sell(pro, absent);
    expect(await subscription(subscriptionId)).toBeUndefined();
    await db().insert(organizations).values({ id: absent, slug: absent, name: "Late" });
    const { replayed } = await run({ sources: () => [] });
    expect(replayed.applied).toBeGreaterThan(0);
    expect(await subscription(subscriptionId)).toMatchObject({ organizationId: absent });
  });
});
