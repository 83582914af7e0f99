import { describe, expect, test } from "vitest";
import { organizations, reconcileMisses, reconcileSeen, subscriptions } from "#drizzle/tables.ts";
import { recall } from "#local/polar/recall.ts";
import {
  app,
  db,
  everything,
  organization,
  pack,
  polar,
  pro,
  run,
  sell,
  subscription,
} from "./app.ts";

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
