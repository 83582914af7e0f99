import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { creditGrants, plans } from "#drizzle/tables.ts";
import { getPriceList } from "#lib/billing/price-list.ts";
import { formatPrice, priceTerm } from "#lib/billing/price-text.ts";
import { polarClient } from "#lib/polar/client.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { getSale } from "#lib/polar/selling/get-sale.ts";
import { syncPlans } from "#lib/polar/selling/sync-plans.ts";
import { alertOf } from "#lib/webhooks/alert.ts";
import { getBilling } from "#lib/workspace/reads/billing.ts";
import { polarProducts } from "#local/polar/products.ts";
import { addTenant } from "../billing/tenant.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery } from "../webhooks/payload.ts";
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

const fixed = (price_amount: number, price_currency = "usd") => ({
  amount_type: "fixed",
  price_amount,
  price_currency,
});
const metered = { amount_type: "metered_unit", unit_amount: "0.1", price_currency: "usd" };
const custom = { amount_type: "custom", minimum_amount: 100, price_currency: "usd" };
const seats = { amount_type: "seat_based", seat_tiers: { tiers: [] }, price_currency: "usd" };

/** When Polar last said something. */
let said = Date.now();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** Polar tells of the product of Pro. @returns the alert that is raised, and what is shown. */
  async function tell(product: object) {
    said += 60_000;
    const at = new Date(said).toISOString();
    const data = {
      id: polarProducts.pro.id,
      name: "Pro",
      created_at: "2025-01-01T00:00:00Z",
      modified_at: at,
      is_recurring: true,
      recurring_interval: "month",
      recurring_interval_count: 1,
      is_archived: false,
      ...product,
    };
    const event = { type: "product.updated", timestamp: at, data };
    const [sent, envelope] = delivery("polar", event, crypto.randomUUID());
    const recorded = await recordPolarEvent(db(), sent, envelope);
    const { plans: listed } = await getPriceList(db());
    const price = listed.find(({ slug }) => slug === "pro")?.price ?? null;
    const sale = await getSale(db(), (await addTenant(db())).scope);
    return {
      alert: alertOf({ ...sent, provider: "polar" }, recorded),
      shown: `${formatPrice(price)} ${priceTerm(price)}`,
      isSold: typeof sale !== "string" && sale.plans.some(({ slug }) => slug === "pro"),
    };
  }

  test.each([
    ["$29 a month", { prices: [fixed(2_700, "eur"), fixed(2_900)] }],
    ["€27 a month", { prices: [fixed(2_700, "eur"), fixed(2_500, "gbp")] }],
    ["$29 a month plus usage", { prices: [metered, fixed(2_900)] }],
    ["$290 a year", { prices: [fixed(29_000)], recurring_interval: "year" }],
    ["$79.50 every 3 months", { prices: [fixed(7_950)], recurring_interval_count: 3 }],
    ["¥2,900 a month", { prices: [fixed(2_900, "jpy")] }],
    ["KWD 2.950 a month", { prices: [fixed(2_950, "kwd")] }],
    ["HUF 2,900 a month", { prices: [fixed(290_000, "huf")] }],
    ["$19 a month", { prices: [{ ...fixed(900), is_archived: true }, fixed(1_900)] }],
    ["$29 a fortnight", { prices: [fixed(2_900)], recurring_interval: "fortnight" }],
  ])("%s is what is shown and sold", async (words, product) => {
    const { shown, alert, isSold } = await tell(product);
    expect(shown.replaceAll("\u00a0", " ")).toBe(words);
    expect([alert, isSold]).toEqual([undefined, true]);
  });

  test.each([
    ["has no fixed price, but one that the buyer names", { prices: [custom] }],
    ["has no fixed price, but one for each seat", { prices: [seats] }],
    ["has no fixed price, but one by use", { prices: [metered] }],
    ["has besides its fixed price one for each seat", { prices: [fixed(2_900), seats] }],
    ["has no fixed price, but one of the kind auction", { prices: [{ amount_type: "auction" }] }],
    ["has no price", { prices: [{ ...fixed(2_900), is_archived: true }] }],
    ["costs nothing, as only the free plan does", { prices: [fixed(0)] }],
    ["is priced in what is no currency", { prices: [fixed(2_900, "<b>")] }],
    ["is archived", { prices: [fixed(2_900)], is_archived: true }],
    ["is sold once, not again and again", { prices: [fixed(2_900)], is_recurring: false }],
  ])("a product that %s is not sold, never free, and somebody is told", async (reason, product) => {
    const { shown, alert, isSold } = await tell(product);
    expect(shown).toBe("Not for sale currently");
    expect(alert).toMatchObject({ kind: "not for sale", reason });
    expect(isSold).toBe(false);
    expect(await tell({ prices: [fixed(2_900)] })).toMatchObject({ isSold: true });
  });

  const client = () => {
    const polar = polarClient({
      POLAR_ACCESS_TOKEN: shop.polar.token,
      POLAR_API_URL: shop.polar.url,
    });
    if (!polar) throw new Error("There is a token");
    return polar;
  };
  const productsOf = async () =>
    Object.fromEntries(
      (await db().select().from(plans)).map(({ slug, polarProductId }) => [slug, polarProductId]),
    );

  test("two products are exchanged, or none is given", async () => {
    const { pro, scale } = polarProducts;
    const sync = (POLAR_PRODUCT_PRO: string, POLAR_PRODUCT_SCALE: string) =>
      syncPlans(db(), client(), { POLAR_PRODUCT_PRO, POLAR_PRODUCT_SCALE });
    await sync(pro.id, scale.id);
    await sync(scale.id, pro.id);
    expect(await productsOf()).toMatchObject({ pro: scale.id, scale: pro.id });
    const refused = await sync(pro.id, pro.id);
    expect(refused.slice(0, 2).map(({ problem }) => problem)).toEqual([
      "names the same product as POLAR_PRODUCT_SCALE, so nothing was changed",
      "names the same product as POLAR_PRODUCT_PRO, so nothing was changed",
    ]);
    expect(await productsOf()).toMatchObject({ pro: scale.id, scale: pro.id });
    await sync(pro.id, scale.id);
    expect(await productsOf()).toMatchObject({ pro: pro.id, scale: scale.id });
  });

  test("an order is shown with its tax, its refund with its own, and credits for each unit", async () => {
    const { id, scope } = await addTenant(db());
    const order = async (changes: object) => {
      said += 60_000;
      const at = new Date(said).toISOString();
      const data = {
        id: `order of ${id}`,
        created_at: "2026-01-01T00:00:00Z",
        modified_at: at,
        product_id: pack,
        customer_id: id,
        customer: { external_id: id },
        description: null,
        net_amount: 900,
        tax_amount: 171,
        total_amount: 1_071,
        currency: "usd",
        ...changes,
      };
      const event = { type: "order.updated", timestamp: at, data };
      await recordPolarEvent(db(), ...delivery("polar", event, crypto.randomUUID()));
      return (await getBilling(db(), scope))?.orders[0];
    };
    expect(await order({ status: "paid", units: 3 })).toMatchObject({ units: 3, taxAmount: 171 });
    const grants = await db()
      .select()
      .from(creditGrants)
      .where(eq(creditGrants.organizationId, id));
    expect(grants).toMatchObject([{ credits: 30_000 }]);
    const refund = { refunded_amount: 900, refunded_tax_amount: 171 };
    expect(await order({ status: "refunded", units: 3, ...refund })).toMatchObject({
      totalAmount: 1_071,
      refundedAmount: 1_071,
    });
    expect(await order({ status: "disputed", currency: "shells" })).toMatchObject({
      status: "disputed",
      currency: "shells",
    });
  });
});
