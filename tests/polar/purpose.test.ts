import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { orders, subscriptions, usageHours, webhookEvents } from "#drizzle/tables.ts";
import { cancelAct, changePlanAct, checkoutAct, portalAct } from "#lib/billing/selling/acts.ts";
import { polarClient } from "#lib/polar/client.ts";
import { reportUsage } from "#lib/polar/report-usage.ts";
import { endForGood } from "#lib/polar/selling/end.ts";
import { testDatabase } from "../database.ts";
import { useDatabase } from "../identity/visitor.ts";
import { buyer, codeOf } from "./buyer.ts";
import { openShop } from "./shop.ts";

// Somebody owns two organizations and pays for both with one address: at Polar they are one customer,
// which is named after the organization that bought first.

const database = testDatabase();
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  useDatabase(database);
  shop = await openShop(db());
  vi.stubEnv("POLAR_ACCESS_TOKEN", shop.polar.token);
  vi.stubEnv("POLAR_API_URL", shop.polar.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await shop.close();
});
beforeEach(() => shop.polar.deliveries.settle());

const db = () => database.on["postgres-js pooled"];

const client = () => {
  const polar = polarClient();
  if (!polar) throw new Error("There is a token");
  return polar;
};

/** Two organizations of one owner, each with its own purchase; webhooks come, or do not. */
async function twoOfOneOwner({ lose = false, second = "scale" } = {}) {
  shop.app.lose(lose);
  const first = await buyer(db());
  const next = await buyer(db(), { visitor: first.visitor });
  await first.buy("pro");
  await next.buy(second);
  await shop.polar.deliveries.settle();
  shop.app.lose(false);
  return { first, next };
}

const customersOf = async (...ids: string[]) => {
  const found = await db()
    .select()
    .from(subscriptions)
    .where(inArray(subscriptions.organizationId, ids));
  return new Set(found.map(({ polarCustomerId }) => polarCustomerId));
};

describe.each([
  ["when webhooks come", false],
  ["when no webhook comes", true],
])("%s", (_, lose) => {
  test("each organization gets what was bought for it", async () => {
    const { first, next } = await twoOfOneOwner({ lose });
    expect((await customersOf(first.id, next.id)).size).toBe(1);
    expect(await first.billing()).toMatchObject({
      plan: { slug: "pro" },
      live: [{ plan: "Pro" }],
      orders: [{ description: "Pro" }],
    });
    expect(await next.billing()).toMatchObject({
      plan: { slug: "scale" },
      live: [{ plan: "Scale" }],
      orders: [{ description: "Scale" }],
    });
  });

  test("credits go to the organization that bought them", async () => {
    const { first, next } = await twoOfOneOwner({ lose, second: "small" });
    expect((await first.billing())?.grants).toEqual([]);
    expect(await next.billing()).toMatchObject({
      plan: { slug: "free" },
      grants: [{ credits: 10_000 }],
    });
  });
});

test("the second organization may still buy a plan of its own, and cannot buy two", async () => {
  const { first, next } = await twoOfOneOwner({ lose: true, second: "small" });
  shop.app.lose();
  const checkout = await next.locationOf(await next.post(checkoutAct, { product: "pro" }));
  await next.pay(checkout);
  expect(await codeOf(await next.post(checkoutAct, { product: "pro" }))).toBe("already_subscribed");
  expect(await codeOf(await first.post(checkoutAct, { product: "pro" }))).toBe(
    "already_subscribed",
  );
  shop.app.lose(false);
});

test("a renewal whose order names nobody is of the subscription that it renews", async () => {
  const { next } = await twoOfOneOwner();
  const { orders: all, subscriptions: bought } = shop.polar.store;
  const [scale] = [...bought.values()].filter(
    ({ metadata }) => metadata.organizationId === next.id,
  );
  const [order] = [...all.values()].filter(({ subscription_id }) => subscription_id === scale?.id);
  if (!scale || !order) throw new Error("Scale was bought");
  const renewal = { ...order, id: crypto.randomUUID(), metadata: {}, subscription: scale };
  shop.polar.deliveries.send([{ type: "order.paid", data: renewal }]);
  await shop.polar.deliveries.settle();
  const [row] = await db().select().from(orders).where(eq(orders.polarOrderId, renewal.id));
  expect(row).toMatchObject({ organizationId: next.id, polarCustomerId: order.customer_id });
});

test("what was bought for an organization that is not here waits, and is not given to another", async () => {
  const { first } = await twoOfOneOwner();
  const [order] = [...shop.polar.store.orders.values()].filter(
    ({ metadata }) => metadata.organizationId === first.id,
  );
  if (!order) throw new Error("Pro was bought");
  const gone = crypto.randomUUID();
  const id = crypto.randomUUID();
  const metadata = { organizationId: gone };
  shop.polar.deliveries.send([
    { type: "order.paid", data: { ...order, id, metadata, subscription: null } },
  ]);
  await shop.polar.deliveries.settle();
  expect(await db().select().from(orders).where(eq(orders.polarOrderId, id))).toEqual([]);
  const [event] = await db().select().from(webhookEvents).where(eq(webhookEvents.entityId, id));
  expect(event).toMatchObject({ outcome: "parked", waitsFor: `organization:${gone}` });
});

test("a change and a cancellation reach the organization's own subscription", async () => {
  const { first, next } = await twoOfOneOwner();
  expect((await next.post(cancelAct)).status).toBe(200);
  expect((await first.post(changePlanAct, { plan: "scale" })).status).toBe(200);
  await shop.polar.deliveries.settle();
  expect(await first.billing()).toMatchObject({
    plan: { slug: "scale" },
    subscription: { cancelAtPeriodEnd: false },
  });
  expect(await next.billing()).toMatchObject({ subscription: { cancelAtPeriodEnd: true } });
});

test("the end of one organization leaves the subscription of the other", async () => {
  for (const which of ["first", "next"] as const) {
    const both = await twoOfOneOwner();
    const ended = both[which];
    const other = which === "first" ? both.next : both.first;
    expect(await endForGood(db(), client(), ended.id)).toBe(true);
    await shop.polar.deliveries.settle();
    expect((await ended.billing())?.live).toEqual([]);
    expect((await other.billing())?.live).toHaveLength(1);
  }
});

test("the portal opens for who owns everything in it, and for nobody else", async () => {
  const { first, next } = await twoOfOneOwner();
  const stranger = await buyer(db());
  await next.join(stranger.userId);
  for (const own of [first, next]) {
    const portal = await fetch(await own.locationOf(await own.post(portalAct)));
    expect(await portal.text()).toContain("Scale, 199.00 USD");
  }
  const refused = await stranger.post(portalAct, {}, undefined, next.slug);
  expect([refused.status, await codeOf(refused)]).toEqual([409, "shared_customer"]);
  expect((await stranger.post(cancelAct, {}, undefined, next.slug)).status).toBe(200);
});

test("an owner sees no delivery that tells of another organization's purchases", async () => {
  const { first, next } = await twoOfOneOwner();
  const seen = await db()
    .select()
    .from(webhookEvents)
    .where(inArray(webhookEvents.organizationId, [first.id, next.id]));
  const bought = [...shop.polar.store.subscriptions.values()];
  const idOf = (organizationId: string) =>
    bought.find(({ metadata }) => metadata.organizationId === organizationId)?.id ?? "";
  expect(seen.length).toBeGreaterThan(4);
  for (const { organizationId, body } of seen) {
    expect(body).not.toContain(idOf(organizationId === first.id ? next.id : first.id));
  }
});

test("Polar's meters count the use of the second organization for its customer", async () => {
  const { next } = await twoOfOneOwner();
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  await db().insert(usageHours).values({ organizationId: next.id, hour, creditsUsed: 7, calls: 1 });
  await reportUsage(db(), client());
  const [customerId] = await customersOf(next.id);
  const told = [...shop.polar.store.events.values()];
  expect(told.filter(({ metadata }) => metadata.credits === 7)).toMatchObject([
    { customer_id: customerId, external_customer_id: null },
  ]);
});
