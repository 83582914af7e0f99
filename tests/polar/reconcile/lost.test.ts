import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { creditGrants, plans, subscriptions, webhookEvents } from "#drizzle/tables.ts";
import { replay } from "#lib/integrations/replay.ts";
import { polarSource } from "#lib/polar/reconcile/source.ts";
import { reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import {
  addOrganization,
  app,
  current,
  database,
  db,
  everything,
  organization,
  pack,
  polar,
  pro,
  run,
  scale,
  sell,
  subscription,
} from "./app.ts";

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
      orders: { seen: 2, repaired: 2 },
    });
    expect(await current()).toMatchObject({ status: "active", liveSubscriptions: 1 });
    const grants = await db().select().from(creditGrants);
    expect(grants).toMatchObject([
      { polarOrderId: order.id, organizationId: organization, credits: 10_000 },
    ]);
    const [plan] = await db().select().from(plans).where(eq(plans.slug, "pro"));
    expect(plan).toMatchObject({ name: "Professional", priceCents: 3_900 });
  });

  test("is found again for the organization that it was bought for, of two that one address pays for", async () => {
    app.lose();
    const other = await addOrganization();
    const email = "payer@acme.test";
    for (const [id, product] of [
      [organization, pro],
      [other, scale],
      [other, pack],
    ] as const) {
      const metadata = { organizationId: id };
      polar.lifecycle.purchase({ externalId: id, productId: product, email, metadata });
    }
    await polar.deliveries.settle();
    expect(polar.store.customers.size).toBe(1);

    await run();
    const rows = await db().select().from(subscriptions);
    expect(new Set(rows.map(({ organizationId }) => organizationId))).toEqual(
      new Set([organization, other]),
    );
    expect(await db().select().from(creditGrants)).toMatchObject([{ organizationId: other }]);
    const before = await everything();
    await run();
    expect((await everything()).slice(0, 4)).toEqual(before.slice(0, 4));
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
      replay,
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
