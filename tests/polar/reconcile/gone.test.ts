import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { polarCustomers, reconcileMisses } from "#drizzle/tables.ts";
import { polarSource } from "#lib/polar/reconcile/source.ts";
import type { ReconcileOptions } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { addOrganization, app, current, db, polar, pro, run, sell, subscription } from "./app.ts";

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

  test("one that cannot be asked for stays missed and is told of, and the others end", async () => {
    const sold = [await sell(), await sell(), await sell(), await sell(), await sell()];
    const [stuck = "", gone = ""] = sold.map(({ subscriptionId }) => subscriptionId).toSorted();
    for (const id of [stuck, gone]) polar.store.subscriptions.delete(id);
    const { signal } = new AbortController();
    const environment = { POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url };
    const all = sourcesOf(configuredSources([polarSource], environment, { signal, say: () => {} }));
    const puzzling: ReconcileOptions["sources"] = (its) =>
      all(its).map((source) => {
        if (source.name !== "subscriptions" || !("page" in source) || !source.absence)
          return source;
        const { absence } = source;
        return {
          ...source,
          absence: {
            ...absence,
            async find(row) {
              if (row.id === stuck) throw new TypeError("An answer that nobody knows");
              return absence.find(row);
            },
          },
        };
      });
    await run({ sources: puzzling });
    const second = await run({ sources: puzzling });
    expect(second.counts.subscriptions).toMatchObject({ gone: 1, failed: 1, missing: 0 });
    expect(second.lines.filter((line) => line.includes(stuck))).toEqual([
      `polar subscriptions ${stuck}: TypeError`,
    ]);
    expect(second.isFailed).toBe(true);
    expect(await subscription(gone)).toMatchObject({ status: "inactive" });
    expect(await subscription(stuck)).toMatchObject({ status: "active" });
    expect((await run()).counts.subscriptions).toMatchObject({ gone: 1 });
    expect(await subscription(stuck)).toMatchObject({ status: "inactive" });
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
