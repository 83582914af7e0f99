import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { orders } from "#drizzle/tables.ts";
import { getBalance } from "#lib/billing/metering/balance.ts";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import { cancelAct, changePlanAct } from "#lib/billing/selling/acts.ts";
import { testDatabase } from "../database.ts";
import { appUrl, useDatabase } from "../identity/visitor.ts";
import { buyer, codeOf } from "./buyer.ts";
import { openShop } from "./shop.ts";

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

async function subscriber(plan: string) {
  const person = await buyer(db());
  await person.buy(plan);
  await shop.polar.deliveries.settle();
  const change = async (to: string) => {
    const answer = await person.post(changePlanAct, { plan: to });
    await shop.polar.deliveries.settle();
    if (!answer.ok) return codeOf(answer);
    return new URL(await person.locationOf(answer), appUrl).searchParams.get("notice");
  };
  const atPolar = () =>
    [...shop.polar.store.subscriptions.values()].find(
      ({ metadata }) => metadata.organizationId === person.id,
    );
  const spend = async (credits: number) =>
    (await spendCredits(db(), { organizationId: person.id }, { credits }))?.outcome;
  const left = async () => (await getBalance(db(), person.scope))?.left;
  const paid = async () =>
    (await db().select().from(orders).where(eq(orders.organizationId, person.id)))
      .map(({ totalAmount }) => totalAmount)
      .toSorted((a, b) => a - b);
  return { ...person, change, atPolar, spend, left, paid };
}

describe("another plan", () => {
  test("that includes more is paid at once, and one that includes less comes with the next period", async () => {
    const { change, atPolar, spend, left, paid, billing } = await subscriber("pro");
    expect(await change("scale")).toBe("plan_changed");
    // The whole of Scale's period is left, so is the whole of its price.
    expect(await paid()).toEqual([2_900, 17_000]);
    expect(await spend(1_000_000)).toBe("spent");

    expect(await change("pro")).toBe("plan_change_scheduled");
    const present = atPolar();
    expect(present).toMatchObject({
      product: { name: "Scale" },
      pending_update: { applies_at: present?.current_period_end },
    });
    expect(await billing()).toMatchObject({ plan: { slug: "scale" } });
    expect(await left()).toBe(0);
    expect(await change("pro")).toBe("same_plan");

    shop.polar.lifecycle.change(present?.id ?? "", "cycle");
    await shop.polar.deliveries.settle();
    expect(await billing()).toMatchObject({ plan: { slug: "pro" } });
  });

  test("that is scheduled is taken back by choosing the present one", async () => {
    const { change, atPolar } = await subscriber("scale");
    expect(await change("pro")).toBe("plan_change_scheduled");
    expect(await change("scale")).toBe("plan_kept");
    expect(atPolar()?.pending_update).toBeNull();
    expect(await change("scale")).toBe("same_plan");
  });

  test("or a pause that is scheduled at Polar is on the page, with its day", async () => {
    const { atPolar, billing } = await subscriber("scale");
    const present = atPolar();
    const pro = [...shop.polar.store.products.values()].find(({ name }) => name === "Pro");
    if (!present || !pro) throw new Error("Scale was bought");
    const at = present.current_period_end;
    const tell = async (changes: object) => {
      const modified_at = shop.polar.store.now();
      const data = { ...present, ...changes, modified_at };
      shop.polar.deliveries.send([{ type: "subscription.updated", data }]);
      await shop.polar.deliveries.settle();
      return (await billing())?.subscription;
    };
    const update = { id: present.id, created_at: at, modified_at: null, applies_at: at };
    const change = { ...update, product_id: pro.id, seats: 5, units: null };
    expect(await tell({ pending_update: change })).toMatchObject({
      scheduled: {
        change: { at: new Date(at), plan: { slug: "pro", name: "Pro" }, seats: 5, units: null },
      },
    });
    const unknown = { ...change, product_id: crypto.randomUUID(), seats: null };
    expect(await tell({ pending_update: unknown })).toMatchObject({
      scheduled: { change: { at: new Date(at), plan: null } },
    });
    expect(await tell({ pause_at_period_end: true, resumes_at: at })).toMatchObject({
      scheduled: { change: null, pauseAtPeriodEnd: true, resumesAt: new Date(at) },
    });
    expect(await tell({ status: "paused", paused_at: at, resumes_at: null })).toMatchObject({
      status: "inactive",
      providerStatus: "paused",
    });
  });

  test("is not chosen for a subscription that is to end", async () => {
    const { change, post, atPolar } = await subscriber("pro");
    expect((await post(cancelAct)).status).toBe(200);
    expect(await change("scale")).toBe("ending");
    expect(atPolar()).toMatchObject({ product: { name: "Pro" }, cancel_at_period_end: true });
  });

  test("chosen to and fro in Polar's own portal gives nothing twice", async () => {
    const { atPolar, spend, left } = await subscriber("pro");
    const { lifecycle, deliveries, store } = shop.polar;
    const products = Object.fromEntries(
      [...store.products.values()].map(({ name, id }) => [name, id]),
    );
    const id = atPolar()?.id ?? "";
    const move = async (name: string) => {
      lifecycle.switchProduct(id, products[name] ?? "");
      await deliveries.settle();
    };
    expect(await spend(50_000)).toBe("spent");
    await move("Scale");
    expect(await spend(950_000)).toBe("spent");
    await move("Pro");
    await move("Scale");
    expect([await left(), await spend(1)]).toEqual([0, "exhausted"]);
  });
});
