import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvents } from "#drizzle/tables.ts";
import { polarClient } from "#lib/polar/client.ts";
import { applyCustomerState, applyOrders } from "#lib/polar/selling/apply-answer.ts";
import { recordBilling } from "#lib/polar/selling/audit.ts";
import { getSale } from "#lib/polar/selling/get-sale.ts";
import { findOrder } from "#lib/polar/selling/invoice.ts";
import { syncPlans } from "#lib/polar/selling/sync-plans.ts";
import { getBilling } from "#lib/workspace/reads/billing.ts";
import { polarProducts } from "#local/polar/products.ts";
import { addTenant } from "../billing/tenant.ts";
import { drivers, testDatabase } from "../database.ts";
import { openShop, pack } from "./shop.ts";

const database = testDatabase();
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop(database.on["postgres-js direct"]);
  shop.app.lose();
});
afterAll(async () => {
  await shop.close();
});

const client = () => {
  const { token, url } = shop.polar;
  const polar = polarClient({ POLAR_ACCESS_TOKEN: token, POLAR_API_URL: url });
  if (!polar) throw new Error("There is a token");
  return polar;
};

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("what Polar says when asked is on the page, although no webhook came", async () => {
    const { id, scope } = await addTenant(db());
    expect(await getBilling(db(), scope)).toMatchObject({
      plan: { slug: "free" },
      subscription: null,
      live: [],
      orders: [],
    });
    expect(await applyCustomerState(db(), client(), id)).toBe(0);

    const { purchase } = shop.polar.lifecycle;
    const { subscription } = purchase({ externalId: id, productId: polarProducts.pro.id });
    const { order } = purchase({ externalId: id, productId: pack, metadata: {} });
    expect(await applyCustomerState(db(), client(), id)).toBe(1);
    const checkout = { id: crypto.randomUUID() };
    shop.polar.store.orders.set(order.id, { ...order, checkout_id: checkout.id });
    expect(await applyOrders(db(), client(), checkout.id)).toBe(1);

    const billing = await getBilling(db(), scope);
    expect(billing).toMatchObject({
      plan: { slug: "pro" },
      subscription: { status: "active", cancelAtPeriodEnd: false },
      live: [{ id: subscription?.id, plan: "Pro" }],
      grants: [{ credits: 10_000 }],
      orders: [
        { description: "10,000 credits", totalAmount: 900, currency: "usd", status: "paid" },
      ],
    });
    expect(billing?.plans.map(({ slug, isSold }) => [slug, isSold])).toEqual([
      ["free", false],
      ["pro", true],
      ["scale", true],
    ]);
    expect(await getSale(db(), scope)).toMatchObject({
      organizationId: id,
      live: { id: subscription?.id, plan: "pro" },
      packs: [{ slug: "small", polarProductId: pack }],
    });
    const [listed] = billing?.orders ?? [];
    expect(await findOrder(db(), scope, listed?.id ?? "")).toBe(order.id);
    const stranger = await addTenant(db());
    expect(await findOrder(db(), stranger.scope, listed?.id ?? "")).toBeUndefined();
  });

  test("plans and packs take their names and prices from the products that the environment names", async () => {
    const { lifecycle } = shop.polar;
    lifecycle.changeProduct(polarProducts.pro.id, { name: "Professional", priceCents: 3_500 });
    const environment = {
      POLAR_PRODUCT_PRO: polarProducts.pro.id,
      POLAR_PRODUCT_SCALE: crypto.randomUUID(),
      POLAR_PRODUCT_PACK_SMALL: polarProducts.scale.id,
    };
    const synced = await syncPlans(db(), client(), environment);
    expect(synced.map(({ slug, name, problem }) => [slug, name ?? problem])).toEqual([
      ["pro", "Professional"],
      ["scale", expect.stringContaining("which Polar does not know")],
      ["small", 'names "Scale", which is not sold once'],
      ["large", "is not set, so this is not sold"],
    ]);
    expect(await syncPlans(db(), client(), environment)).toEqual(synced);
    const billing = await getBilling(db(), (await addTenant(db())).scope);
    expect(billing?.plans).toContainEqual(
      expect.objectContaining({
        slug: "pro",
        name: "Professional",
        price: expect.objectContaining({ amount: 3_500, currency: "usd" }),
      }),
    );
    lifecycle.changeProduct(polarProducts.pro.id, { name: "Pro", priceCents: 2_900 });
    await syncPlans(db(), client(), environment);
  });

  test("only owners see what is paid, and only what owners do is recorded", async () => {
    const { id, slug, scope } = await addTenant(db());
    const admin = await addTenant(db(), "admin");
    expect(await getBilling(db(), admin.scope)).toBeNull();
    expect(await getSale(db(), admin.scope)).toBe("forbidden");
    expect(await getSale(db(), { ...admin.scope, slug })).toBe("not_found");
    expect(await getBilling(db(), { ...admin.scope, slug })).toBeNull();

    const from = { ipAddress: "192.0.2.7", userAgent: "Firefox" };
    const act = { action: "billing.plan_changed", details: { from: "pro", to: "scale" } } as const;
    await recordBilling(db(), { ...scope, ...from }, act);
    await recordBilling(db(), { ...admin.scope, ...from, slug }, act);
    await recordBilling(db(), { ...admin.scope, ...from }, act);
    const events = await db().select().from(auditEvents);
    const own = events.filter(({ organizationId }) => [id, admin.id].includes(organizationId));
    expect(own).toMatchObject([
      {
        organizationId: id,
        actorId: scope.userId,
        action: act.action,
        metadata: act.details,
        ...from,
      },
    ]);
  });
});
