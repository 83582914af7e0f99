import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { auditEvents, subscriptions } from "#drizzle/tables.ts";
import {
  cancelAct,
  changePlanAct,
  checkoutAct,
  portalAct,
  resumeAct,
} from "#lib/billing/selling/acts.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { getInvoice } from "#lib/polar/selling/invoice.ts";
import { testDatabase } from "../database.ts";
import { appUrl, useDatabase } from "../identity/visitor.ts";
import { buyer, codeOf } from "./buyer.ts";
import { openShop } from "./shop.ts";

const database = testDatabase();
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  useDatabase(database);
  shop = await openShop(db());
  Object.assign(process.env, {
    POLAR_ACCESS_TOKEN: shop.polar.token,
    POLAR_API_URL: shop.polar.url,
  });
});
afterAll(async () => {
  await shop.close();
});
beforeEach(async () => {
  await shop.polar.deliveries.settle();
  shop.app.lose(false);
  shop.polar.refuse({ status: 503, times: 0 });
});

const db = () => database.on["postgres-js pooled"];

const customer = (role: Role = "owner") => buyer(db(), { role });

describe("somebody who pays", () => {
  test("comes back to their plan at once, although no webhook has come", async () => {
    shop.app.lose();
    const { buy, billing } = await customer();
    const page = await buy("pro");
    expect(page.pathname).toMatch(/\/settings\/billing$/);
    expect(page.searchParams.get("notice")).toBe("payment_received");
    const seen = await billing();
    expect(seen).toMatchObject({ plan: { slug: "pro" }, orders: [{ status: "paid" }] });
  });

  test("finds one subscription and one order, whatever Polar sends afterwards", async () => {
    const { buy, billing, id } = await customer();
    await buy("pro");
    await buy("small");
    await shop.polar.deliveries.settle();
    const seen = await billing();
    expect(seen?.live).toHaveLength(1);
    expect(seen?.orders).toHaveLength(2);
    expect(seen?.grants).toMatchObject([{ credits: 10_000 }]);
    const rows = await db()
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.organizationId, id));
    expect(rows).toHaveLength(1);
  });

  test("is told that it is being confirmed while Polar is silent, and finds it later", async () => {
    shop.app.lose();
    const { post, locationOf, pay, comeBack, billing } = await customer();
    const back = await pay(await locationOf(await post(checkoutAct, { product: "pro" })));
    shop.polar.refuse({ status: 503, times: 1 });
    const waiting = await comeBack(back);
    expect(waiting.searchParams.get("pending")).toBe(new URL(back).searchParams.get("checkout"));
    expect(waiting.searchParams.has("notice")).toBe(false);
    expect((await comeBack(back)).searchParams.get("notice")).toBe("payment_received");
    expect(await billing()).toMatchObject({ plan: { slug: "pro" } });
  });

  test("is told nothing by a checkout of somebody else, or one that was never paid", async () => {
    const other = await customer();
    const back = await other.pay(
      await other.locationOf(await other.post(checkoutAct, { product: "pro" })),
    );
    const { comeBack, billing, post, locationOf } = await customer();
    expect((await comeBack(back)).search).toBe("");
    const checkout = await locationOf(await post(checkoutAct, { product: "pro" }));
    const open = [...shop.polar.store.checkouts.values()].find(({ url }) => url === checkout);
    expect((await comeBack(`${appUrl}/?checkout=${open?.id}`)).search).toBe("");
    expect((await comeBack(`${appUrl}/?checkout=nonsense`)).search).toBe("");
    expect(await billing()).toMatchObject({ plan: { slug: "free" }, subscription: null });
  });
});

describe("somebody who has a subscription", () => {
  test("is never sold a second one, not even while the webhook is on its way", async () => {
    shop.app.lose();
    const { post, locationOf, pay } = await customer();
    await pay(await locationOf(await post(checkoutAct, { product: "pro" })));
    const second = await post(checkoutAct, { product: "scale" });
    expect(second.status).toBe(409);
    expect(await codeOf(second)).toBe("already_subscribed");
    expect((await post(checkoutAct, { product: "small" })).status).toBe(200);
  });

  test("changes the plan, cancels and resumes, and sees each at once", async () => {
    shop.app.lose();
    const { buy, post, billing, id } = await customer();
    await buy("pro");
    expect((await post(changePlanAct, { plan: "scale" })).status).toBe(200);
    expect(await billing()).toMatchObject({ plan: { slug: "scale" } });
    expect(await codeOf(await post(changePlanAct, { plan: "scale" }))).toBe("same_plan");
    expect((await post(cancelAct)).status).toBe(200);
    expect(await billing()).toMatchObject({ subscription: { cancelAtPeriodEnd: true } });
    expect((await post(resumeAct)).status).toBe(200);
    expect(await billing()).toMatchObject({ subscription: { cancelAtPeriodEnd: false } });
    const events = await db().select().from(auditEvents).where(eq(auditEvents.organizationId, id));
    expect(new Set(events.map(({ action }) => action))).toEqual(
      new Set(
        ["checkout_opened", "plan_changed", "canceled", "resumed"].map((act) => `billing.${act}`),
      ),
    );
  });

  test("opens the portal and an invoice at Polar", async () => {
    const { buy, post, billing, locationOf, visitor, slug } = await customer();
    await buy("pro");
    const portal = await fetch(await locationOf(await post(portalAct)));
    expect(await portal.text()).toContain("Pro, 29.00 USD");
    const [order] = (await billing())?.orders ?? [];
    const request = new Request(appUrl, { headers: visitor.headers });
    for (const _ of ["written now", "written before"]) {
      const answer = await getInvoice(request, slug, order?.id ?? "");
      const invoice = await fetch(answer.headers.get("location") ?? "");
      expect(await invoice.text()).toContain("Pro, 29.00 USD");
    }
    const none = await getInvoice(request, slug, crypto.randomUUID());
    expect(none.headers.get("location")).toContain("error=not_found");
  });
});

describe("refusals", () => {
  test("what is not sold, not there, or not bought yet is said", async () => {
    const { post } = await customer();
    for (const product of ["free", "nonsense", ""]) {
      expect(await codeOf(await post(checkoutAct, { product }))).toBe("not_sold");
    }
    expect(await codeOf(await post(checkoutAct))).toBe("invalid_input");
    expect(await codeOf(await post(changePlanAct, { plan: "pro" }))).toBe("no_subscription");
    expect(await codeOf(await post(cancelAct))).toBe("no_subscription");
    expect(await codeOf(await post(portalAct))).toBe("no_customer");
  });

  test("while Polar does not answer nothing changes, and the page says so without script", async () => {
    const { buy, post, billing, slug } = await customer();
    await buy("pro");
    shop.polar.refuse({ status: 500, times: 100 });
    vi.spyOn(console, "error").mockImplementation(() => {});
    for (const act of [cancelAct, resumeAct, portalAct]) {
      const refused = await post(act);
      expect(refused.status).toBe(503);
      expect(await codeOf(refused)).toBe("payments_unavailable");
    }
    const plain = await post(changePlanAct, { plan: "scale" }, {});
    expect(plain.status).toBe(303);
    const location = new URL(plain.headers.get("location") ?? "", appUrl);
    expect(location.pathname).toBe(`/o/${slug}/settings/billing`);
    expect(location.searchParams.get("error")).toBe("payments_unavailable");
    expect(await billing()).toMatchObject({
      plan: { slug: "pro" },
      subscription: { cancelAtPeriodEnd: false },
    });
    vi.restoreAllMocks();
  });

  test.each([
    ["an admin", "admin", 403, "forbidden"],
    ["a member", "member", 403, "forbidden"],
  ] as const)("%s cannot touch billing", async (_, role, status, code) => {
    const { post } = await customer(role);
    const { post: foreign, ...other } = await customer();
    for (const act of [checkoutAct, changePlanAct, cancelAct, resumeAct, portalAct]) {
      const fields = { product: "pro", plan: "pro" };
      const refused = await post(act, fields);
      expect([refused.status, await codeOf(refused)]).toEqual([status, code]);
      const there = await foreign(act, fields, undefined, "nowhere");
      expect([there.status, await codeOf(there)]).toEqual([404, "not_found"]);
      const crossSite = await foreign(act, fields, { "sec-fetch-site": "cross-site" });
      expect(crossSite.status).toBe(403);
    }
    expect(await other.billing()).toMatchObject({ subscription: null });
  });
});
