import { createPolar, errors, webhooks } from "@polar-sh/sdk/2026-10";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { polarProducts } from "#local/polar/products.ts";
import { type PolarStandIn, startPolar } from "#local/polar/server.ts";
import { startInbox } from "../local/stand-ins/inbox.ts";

const secret = allLocalSecrets.POLAR_WEBHOOK_SECRET;
const acme = "0a000000-0000-4000-8000-000000000001";
const pro = polarProducts.pro.id;

let inbox: Awaited<ReturnType<typeof startInbox>>;
let standIn: PolarStandIn;
let polar: ReturnType<typeof createPolar>;

beforeEach(async () => {
  inbox = await startInbox();
  standIn = await startPolar({ webhook: { url: inbox.url, secret }, pace: 0.0001 });
  polar = createPolar({ accessToken: standIn.token, baseUrl: standIn.url });
});
afterEach(async () => {
  await standIn.close();
  await inbox.close();
});

const buy = () => {
  const { customer, subscription, order } = standIn.lifecycle.purchase({
    externalId: acme,
    productId: pro,
  });
  if (!subscription) throw new Error("pro is a subscription");
  return { customer, subscription, order };
};

describe("the API", () => {
  test("a checkout that is paid becomes a customer, an order and a subscription with its metadata", async () => {
    const checkout = await polar.checkouts.create({
      products: [pro],
      external_customer_id: acme,
      metadata: { organizationId: acme },
      success_url: "http://localhost:3000/done?checkout={CHECKOUT_ID}",
    });
    expect(checkout).toMatchObject({ status: "open", total_amount: 2_900 });
    expect(await (await fetch(checkout.url)).text()).toContain("29.00 USD");
    const paid = await fetch(`${checkout.url}/confirm`, { method: "POST", redirect: "manual" });
    expect(paid.status).toBe(303);
    expect(paid.headers.get("location")).toBe(`http://localhost:3000/done?checkout=${checkout.id}`);
    const after = await polar.checkouts.get(checkout.id);
    expect(after.status).toBe("succeeded");
    const subscription = await polar.subscriptions.get(after.subscription_id ?? "");
    expect(subscription).toMatchObject({
      status: "active",
      product_id: pro,
      checkout_id: checkout.id,
      metadata: { organizationId: acme },
      customer: { external_id: acme },
    });
    const orders = await polar.orders.list({ checkout_id: checkout.id });
    expect(orders.items).toMatchObject([
      { paid: true, net_amount: 2_900, metadata: { organizationId: acme } },
    ]);
    const again = await fetch(`${checkout.url}/confirm`, { method: "POST", redirect: "manual" });
    expect(again.status).toBe(303);
    expect((await polar.subscriptions.list()).pagination.total_count).toBe(1);
  });

  test("the state of a customer lists what is active now", async () => {
    const { subscription } = buy();
    const state = await polar.customers.getStateExternal(acme);
    expect(state.active_subscriptions.map(({ id }) => id)).toEqual([subscription.id]);
    await polar.subscriptions.revoke(subscription.id);
    expect((await polar.customers.getStateExternal(acme)).active_subscriptions).toEqual([]);
  });

  test("lists come in pages that the SDK's own iterators walk through to the end", async () => {
    for (let count = 0; count < 7; count++) buy();
    const page = await polar.subscriptions.list({ limit: 3, page: 3, sorting: ["started_at"] });
    expect(page.items).toHaveLength(1);
    expect(page.pagination).toEqual({ total_count: 7, max_page: 3 });
    const started: string[] = [];
    for await (const { started_at } of polar.subscriptions.iterList({
      limit: 3,
      sorting: ["started_at"],
    })) {
      started.push(started_at ?? "");
    }
    expect(started).toHaveLength(7);
    expect(started).toEqual(started.toSorted());
    const canceled = await polar.subscriptions.list({ status: ["canceled"] });
    expect(canceled.items).toEqual([]);
  });

  test("a portal session is for customers that exist", async () => {
    buy();
    const session = await polar.customerSessions.create({ external_customer_id: acme });
    expect((await fetch(session.customer_portal_url)).status).toBe(200);
    await expect(
      polar.customerSessions.create({ external_customer_id: "nobody" }),
    ).rejects.toBeInstanceOf(errors.HTTPValidationError);
  });

  test("a usage event that is sent again is counted once", async () => {
    const events = [{ name: "call", external_customer_id: acme, external_id: "one" }];
    expect(await polar.events.ingest({ events })).toEqual({ inserted: 1, duplicates: 0 });
    expect(await polar.events.ingest({ events })).toEqual({ inserted: 0, duplicates: 1 });
  });

  test("what is wrong is refused as Polar refuses it", async () => {
    const stranger = createPolar({ accessToken: "another", baseUrl: standIn.url });
    await expect(stranger.products.list()).rejects.toMatchObject({ statusCode: 401 });
    await expect(polar.orders.get("nothing")).rejects.toBeInstanceOf(errors.ResourceNotFound);
    await expect(polar.checkouts.create({ products: ["nothing"] })).rejects.toBeInstanceOf(
      errors.HTTPValidationError,
    );
    await expect(polar.orders.list({ limit: 1_000 })).rejects.toBeInstanceOf(
      errors.HTTPValidationError,
    );
    standIn.refuse({ status: 429, times: 1, retryAfter: 7 });
    await expect(polar.orders.list()).rejects.toMatchObject({ statusCode: 429, retryAfter: 7 });
    expect((await polar.orders.list()).items).toEqual([]);
  });

  test("another site's page cannot use it through a browser", async () => {
    const response = await fetch(`${standIn.url}/control/settle`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "{}",
    });
    expect(response.status).toBe(422);
  });
});

describe("webhooks", () => {
  const settle = async () => {
    const response = await fetch(`${standIn.url}/control/settle`, { method: "POST" });
    expect(response.status).toBe(200);
  };

  test("are signed so that Polar's SDK verifies them, one change under several names", async () => {
    buy();
    await settle();
    expect(inbox.types()).toEqual([
      "customer.created",
      "order.created",
      "subscription.created",
      "subscription.active",
      "subscription.updated",
      "order.paid",
      "customer.state_changed",
    ]);
    const ids = new Set<string>();
    for (const { body, headers } of inbox.received) {
      const event = await webhooks.validateEvent(body, headers, secret);
      expect(event.timestamp).toMatch(/\.\d{6}Z$/);
      ids.add(headers["webhook-id"] ?? "");
    }
    expect(ids.size).toBe(7);
    const told = inbox.received.map(({ body }) => JSON.parse(body));
    expect(told[2].data).toEqual(told[4].data);
    expect(told[2].data.modified_at).toBeNull();
  });

  test("say what was updated before they say how, and the state of the customer last", async () => {
    const { subscription } = buy();
    await settle();
    inbox.received.length = 0;
    await polar.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await settle();
    expect(inbox.types()).toEqual([
      "subscription.updated",
      "subscription.canceled",
      "customer.state_changed",
    ]);
    const { data } = JSON.parse(inbox.received[1]?.body ?? "{}");
    expect(data).toMatchObject({ status: "active", cancel_at_period_end: true });
    expect(data.modified_at).toMatch(/\.\d{6}Z$/);
  });

  test("that fail are tried again under the same id, after those that were sent later", async () => {
    inbox.answer(500, 500);
    buy();
    await settle();
    const ids = inbox.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toHaveLength(9);
    expect(new Set(ids).size).toBe(7);
    expect(ids.lastIndexOf(ids[0])).toBeGreaterThan(1);
    const failed = await polar.webhooks.listWebhookDeliveries({ succeeded: false });
    expect(failed.items).toHaveLength(2);
    expect(failed.items[0]).toMatchObject({ http_code: 500, webhook_event: { succeeded: true } });
  });

  test("that fail ten times can be redelivered, and ten such events disable the endpoint", async () => {
    inbox.answer(...Array.from({ length: 70 }, () => 503));
    buy();
    await settle();
    const given = [...standIn.store.webhookEvents.values()];
    expect(given.every(({ succeeded }) => succeeded === false)).toBe(true);
    expect(inbox.received).toHaveLength(70);
    await polar.webhooks.redeliverWebhookEvent(given[0]?.id ?? "");
    await settle();
    expect(given[0]?.succeeded).toBe(true);
    await expect(polar.webhooks.redeliverWebhookEvent("none")).rejects.toBeInstanceOf(
      errors.ResourceNotFound,
    );

    inbox.answer(...Array.from({ length: 140 }, () => 503));
    buy();
    buy();
    await settle();
    expect(standIn.store.endpoint.enabled).toBe(false);
  });

  test("come in disorder on demand, and in the same disorder for the same seed", async () => {
    const types = async (seed: number) => {
      inbox.received.length = 0;
      const disorder = { seed, shuffle: true, duplicate: 0.3, twins: 0.3, drop: 0.2 };
      const response = await fetch(`${standIn.url}/control/disorder`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(disorder),
      });
      expect(response.status).toBe(200);
      buy();
      await settle();
      return inbox.types();
    };
    buy();
    await settle();
    const one = await types(1);
    expect(await types(1)).toEqual(one);
    const others = await Promise.all([await types(2), await types(3)]);
    expect(others.some((other) => other.join() !== one.join())).toBe(true);
  });
});
