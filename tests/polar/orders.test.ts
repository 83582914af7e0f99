import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import {
  apiUsage,
  creditGrants,
  creditPacks,
  currentSubscriptions,
  orders,
  organizations,
  plans,
} from "#drizzle/tables.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery } from "../webhooks/payload.ts";

const database = testDatabase();

const at = (second: number) => `2026-10-01T10:00:${String(second).padStart(2, "0")}.000001Z`;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const pack = crypto.randomUUID();
  const plan = crypto.randomUUID();
  let organizationId: string;

  beforeEach(async () => {
    await db()
      .update(creditPacks)
      .set({ polarProductId: pack })
      .where(eq(creditPacks.slug, "small"));
    await db().update(plans).set({ polarProductId: plan }).where(eq(plans.slug, "pro"));
    const [row] = await db()
      .insert(organizations)
      .values({ slug: crypto.randomUUID(), name: "Tenant" })
      .returning();
    organizationId = row?.id ?? "";
  });

  const send = (type: string, second: number, data: object, id?: string) =>
    recordPolarEvent(db(), ...delivery("polar", { type, timestamp: at(second), data }, id));

  const order = (id: string, changes: object = {}) => ({
    id,
    created_at: at(0),
    modified_at: null,
    status: "paid",
    product_id: pack,
    customer_id: `customer ${organizationId}`,
    customer: { external_id: organizationId },
    net_amount: 900,
    refunded_amount: 0,
    ...changes,
  });
  const refund = (id: string, amount: number, second = 5) =>
    order(id, {
      modified_at: at(second),
      status: amount === 900 ? "refunded" : "partially_refunded",
      refunded_amount: amount,
    });

  const grants = () =>
    db().select().from(creditGrants).where(eq(creditGrants.organizationId, organizationId));

  test("an order of a pack is one grant, under whatever and however many events", async () => {
    const id = crypto.randomUUID();
    expect(await send("order.paid", 1, order(id), `a ${id}`)).toMatchObject({ outcome: "applied" });
    await send("order.paid", 1, order(id), `a ${id}`);
    await Promise.all([1, 2, 3].map((n) => send("order.paid", 1, order(id), `${n} ${id}`)));
    await send("order.updated", 3, order(id, { modified_at: at(2) }));
    expect(await grants()).toMatchObject([{ credits: 10_000, refundedCredits: 0 }]);
  });

  test.each(["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-15:00", "0001-01-01T00:00:00+15:00"])(
    "an order of %s, which no page could show, waits for somebody to look",
    async (created_at) => {
      const answer = await send("order.paid", 1, order(crypto.randomUUID(), { created_at }));
      expect(answer).toMatchObject({ outcome: "parked" });
      expect(await grants()).toEqual([]);
    },
  );

  test("an order's words are kept as far as anybody reads them", async () => {
    const id = crypto.randomUUID();
    await send("order.paid", 1, order(id, { description: "Credits ".repeat(20_000) }));
    const [kept] = await db().select().from(orders).where(eq(orders.polarOrderId, id));
    expect(kept?.description).toHaveLength(1_000);
  });

  test("an order that is not paid grants nothing", async () => {
    const answer = await send(
      "order.created",
      1,
      order(crypto.randomUUID(), { status: "pending" }),
    );
    expect(answer).toMatchObject({ outcome: "applied" });
    expect(await grants()).toEqual([]);
  });

  test("an order of a plan is not an order of credits", async () => {
    const answer = await send("order.paid", 1, order(crypto.randomUUID(), { product_id: plan }));
    expect(answer).toMatchObject({ outcome: "applied" });
    expect(await grants()).toEqual([]);
  });

  test("a refund takes back its share, and all of it when nothing was spent", async () => {
    const id = crypto.randomUUID();
    await send("order.paid", 1, order(id));
    await send("order.refunded", 5, refund(id, 450));
    expect(await grants()).toMatchObject([{ refundedCredits: 5_000 }]);
    await send("order.refunded", 6, refund(id, 900, 6));
    expect(await grants()).toMatchObject([{ refundedCredits: 10_000 }]);
  });

  test("a refund takes back no more than is unspent, once", async () => {
    const id = crypto.randomUUID();
    await send("order.paid", 1, order(id));
    await db()
      .insert(apiUsage)
      .values({ organizationId, creditsUsed: 1_000 + 4_000 });
    await send("order.refunded", 5, refund(id, 900));
    expect(await grants()).toMatchObject([{ refundRequested: 10_000, refundedCredits: 6_000 }]);
    await send("order.updated", 7, { ...refund(id, 900), modified_at: at(7) });
    expect(await grants()).toMatchObject([{ refundedCredits: 6_000 }]);
  });

  test("a refund that comes before the payment leaves nothing to spend", async () => {
    const id = crypto.randomUUID();
    await send("order.refunded", 5, refund(id, 900));
    expect(await send("order.paid", 1, order(id))).toMatchObject({ outcome: "stale" });
    expect(await grants()).toMatchObject([{ credits: 10_000, refundedCredits: 10_000 }]);
  });

  const current = async () => {
    const [row] = await db()
      .select()
      .from(currentSubscriptions)
      .where(eq(currentSubscriptions.organizationId, organizationId));
    return row;
  };
  const subscription = (id: string) => ({
    id,
    created_at: at(0),
    modified_at: null,
    status: "active",
    product_id: plan,
    current_period_start: at(0),
    current_period_end: "2026-11-01T10:00:00Z",
  });
  const state = (active: object[]) => ({
    id: `customer ${organizationId}`,
    external_id: organizationId,
    active_subscriptions: active,
  });
  const ofCustomer = (id: string) => ({
    ...subscription(id),
    customer_id: `customer ${organizationId}`,
    customer: { external_id: organizationId },
  });

  test("a customer's state brings the subscription whose own event was lost", async () => {
    await send("customer.state_changed", 3, state([subscription(crypto.randomUUID())]));
    expect(await current()).toMatchObject({ status: "active", liveSubscriptions: 1 });
  });

  test("a state with an unknown product waits for it, and does the rest", async () => {
    const later = crypto.randomUUID();
    const known = subscription(crypto.randomUUID());
    const unknown = { ...subscription(crypto.randomUUID()), product_id: later };
    const id = crypto.randomUUID();
    const answer = await send("customer.state_changed", 3, state([known, unknown]), id);
    expect(answer).toMatchObject({ outcome: "parked", reason: "unknown product" });
    expect(await current()).toMatchObject({ status: "active", liveSubscriptions: 1 });
    await db().update(plans).set({ polarProductId: later }).where(eq(plans.slug, "scale"));
    await send("customer.state_changed", 3, state([known, unknown]), id);
    expect(await current()).toMatchObject({ liveSubscriptions: 2 });
  });

  test("a product that is free now costs nothing, whatever it cost before", async () => {
    const product = { id: pack, created_at: at(0), name: "Gift" };
    await send("product.updated", 4, {
      ...product,
      modified_at: at(4),
      prices: [{ amount_type: "free" }],
    });
    const priced = { ...product, modified_at: at(3), prices: [{ price_amount: 900 }] };
    await send("product.updated", 3, priced);
    const [row] = await db().select().from(creditPacks).where(eq(creditPacks.slug, "small"));
    expect(row).toMatchObject({ name: "Gift", priceCents: 0 });
    await db()
      .update(creditPacks)
      .set({ eventAt: "-infinity", eventRank: 0, eventTie: "", priceCents: 900 })
      .where(eq(creditPacks.slug, "small"));
  });

  test.each([
    ["in order", [0, 1]],
    ["the other way round", [1, 0]],
  ])("a subscription that a newer state does not list is over, told %s", async (_, order) => {
    const id = crypto.randomUUID();
    const events = [
      () => send("subscription.active", 1, ofCustomer(id)),
      () => send("customer.state_changed", 3, state([])),
    ];
    for (const index of order) await events[index]?.();
    expect(await current()).toMatchObject({ status: "inactive", liveSubscriptions: 0 });
    await send("subscription.updated", 5, { ...ofCustomer(id), modified_at: at(4) });
    expect(await current()).toMatchObject({ status: "active", liveSubscriptions: 1 });
  });

  test("what a customer had is over when they are deleted", async () => {
    await send("subscription.active", 1, ofCustomer(crypto.randomUUID()));
    const { active_subscriptions: _, ...customer } = state([]);
    await send("customer.deleted", 3, { ...customer, deleted_at: at(3) });
    await send("customer.state_changed", 2, state([]));
    expect(await current()).toMatchObject({ liveSubscriptions: 0 });
  });

  test("a second live subscription is noticed", async () => {
    await send("subscription.active", 1, ofCustomer(crypto.randomUUID()));
    const second = await send("subscription.active", 2, ofCustomer(crypto.randomUUID()));
    expect(second).toMatchObject({ outcome: "applied", notice: "two live subscriptions" });
    expect(await current()).toMatchObject({ liveSubscriptions: 2 });
  });

  test("a product that is renamed or gets another price changes its plan, unless it is older", async () => {
    const product = {
      id: plan,
      created_at: at(0),
      name: "Pro+",
      prices: [{ price_amount: 3_900 }],
    };
    expect(await send("product.updated", 4, { ...product, modified_at: at(4) })).toMatchObject({
      outcome: "applied",
    });
    expect(
      await send("product.updated", 3, { ...product, modified_at: at(3), name: "Old" }),
    ).toMatchObject({ outcome: "stale" });
    const [row] = await db().select().from(plans).where(eq(plans.slug, "pro"));
    expect(row).toMatchObject({ name: "Pro+", priceCents: 3_900 });
    expect(await send("product.updated", 5, { ...product, id: crypto.randomUUID() })).toMatchObject(
      { outcome: "ignored", reason: "not sold here" },
    );
    await db()
      .update(plans)
      .set({ eventAt: "-infinity", eventRank: 0, eventTie: "", name: "Pro" })
      .where(eq(plans.slug, "pro"));
  });
});
