import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET } from "#app/api/cron/route.ts";
import { memberships, organizations, subscriptions } from "#drizzle/tables.ts";
import { deleteAct, restoreAct } from "#lib/organizations/acts.ts";
import { deleteOrganization } from "#lib/organizations/delete.ts";
import { restoreOrganization } from "#lib/organizations/restore.ts";
import { polarClient } from "#lib/polar/client.ts";
import { applyCustomerState } from "#lib/polar/selling/apply-answer.ts";
import { endForGood, settleEndings } from "#lib/polar/selling/end.ts";
import { polarProducts } from "#local/polar/products.ts";
import { formPost } from "#tests/forms/post.ts";
import { addTenant } from "../billing/tenant.ts";
import { drivers, testDatabase } from "../database.ts";
import { appUrl, password, useDatabase, Visitor } from "../identity/visitor.ts";
import { openShop } from "./shop.ts";

const database = testDatabase();
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  useDatabase(database);
  shop = await openShop(direct());
  // What the app does has to be enough: no webhook helps it.
  shop.app.lose();
  vi.stubEnv("CRON_SECRET", "a-secret-of-the-cron");
  vi.stubEnv("POLAR_ACCESS_TOKEN", shop.polar.token);
  vi.stubEnv("POLAR_API_URL", shop.polar.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await shop.close();
});
beforeEach(() => {
  shop.polar.refuse({ status: 503, times: 0 });
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(console, "log").mockImplementation(() => {});
});

const direct = () => database.on["postgres-js direct"];

const client = () => {
  const { token, url } = shop.polar;
  const polar = polarClient({ POLAR_ACCESS_TOKEN: token, POLAR_API_URL: url });
  if (!polar) throw new Error("There is a token");
  return polar;
};

/** An organization that pays, and how Polar has its subscription. */
async function paying(userId?: string) {
  const tenant = await addTenant(direct(), "owner", userId);
  const { subscription } = shop.polar.lifecycle.purchase({
    externalId: tenant.id,
    productId: polarProducts.pro.id,
  });
  if (!subscription) throw new Error("Pro is sold by the month");
  await applyCustomerState(direct(), client(), tenant.id);
  const { id } = subscription;
  const actor = { ...tenant.scope, ipAddress: null, userAgent: null };
  return {
    ...tenant,
    actor,
    subscriptionId: id,
    atPolar: () => shop.polar.store.subscriptions.get(id),
    row: async () => {
      const ofIt = eq(subscriptions.polarSubscriptionId, id);
      return (await direct().select().from(subscriptions).where(ofIt))[0];
    },
  };
}

const isThere = async (id: string) =>
  (await direct().select().from(organizations).where(eq(organizations.id, id))).length > 0;

const endGrace = (id: string) =>
  direct().update(organizations).set({ purgeAfter: sql`now()` }).where(eq(organizations.id, id));

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const remove = ({ actor }: Awaited<ReturnType<typeof paying>>) =>
    deleteOrganization(db(), actor, { name: "A tenant", appUrl });
  const restore = ({ actor }: Awaited<ReturnType<typeof paying>>) =>
    restoreOrganization(db(), actor);

  test("a deleted organization is not charged again, and goes on when it is restored", async () => {
    const tenant = await paying();
    const other = await paying();
    await remove(tenant);
    expect(await settleEndings(db(), client())).toMatchObject({ failed: 0 });
    expect(tenant.atPolar()).toMatchObject({ status: "active", cancel_at_period_end: true });
    expect(await tenant.row()).toMatchObject({ status: "active", cancelAtPeriodEnd: true });
    const { modified_at } = tenant.atPolar() ?? {};
    await settleEndings(db(), client());
    expect(tenant.atPolar()?.modified_at).toBe(modified_at);

    await restore(tenant);
    expect(await settleEndings(db(), client())).toMatchObject({ failed: 0 });
    expect(tenant.atPolar()).toMatchObject({ status: "active", cancel_at_period_end: false });
    expect(await tenant.row()).toMatchObject({ status: "active", cancelAtPeriodEnd: false });
    expect(other.atPolar()).toMatchObject({ cancel_at_period_end: false });
  });

  test("what an owner had canceled before stays canceled when the organization is restored", async () => {
    const tenant = await paying();
    shop.polar.lifecycle.change(tenant.subscriptionId, "cancel");
    await remove(tenant);
    await settleEndings(db(), client());
    await restore(tenant);
    await settleEndings(db(), client());
    await settleEndings(db(), client());
    expect(tenant.atPolar()).toMatchObject({ cancel_at_period_end: true });
    expect(await tenant.row()).toMatchObject({ cancelAtPeriodEnd: true });
  });

  test("a restoration while Polar is asked to end the subscription wins", async () => {
    const tenant = await paying();
    await remove(tenant);
    const polar = client();
    const update = polar.subscriptions.update;
    vi.spyOn(polar.subscriptions, "update").mockImplementationOnce(async (...asked) => {
      await restore(tenant);
      return update(...asked);
    });
    await settleEndings(db(), polar);
    expect(tenant.atPolar()).toMatchObject({ cancel_at_period_end: false });
    expect(await tenant.row()).toMatchObject({ cancelAtPeriodEnd: false });
  });

  test("while Polar is silent nothing is forgotten: the next time catches up", async () => {
    const tenant = await paying();
    await remove(tenant);
    shop.polar.refuse({ status: 500, times: 1 });
    expect(await settleEndings(db(), client())).toMatchObject({ failed: 1 });
    expect(tenant.atPolar()).toMatchObject({ cancel_at_period_end: false });
    expect(await settleEndings(db(), client())).toMatchObject({ failed: 0 });
    expect(tenant.atPolar()).toMatchObject({ cancel_at_period_end: true });
  });

  test("one that Polar does not know any more keeps nobody else's from ending", async () => {
    const [gone, tenant] = [await paying(), await paying()];
    shop.polar.store.subscriptions.delete(gone.subscriptionId);
    await remove(gone);
    await remove(tenant);
    expect(await settleEndings(db(), client())).toMatchObject({ failed: 0 });
    expect(tenant.atPolar()).toMatchObject({ cancel_at_period_end: true });
    await endGrace(gone.id);
    expect(await endForGood(db(), client(), gone.id)).toBe(true);
  });

  test("before an organization is erased everything that it is charged for ends, told of or not", async () => {
    const tenant = await paying();
    const untold = shop.polar.lifecycle.purchase({
      externalId: tenant.id,
      productId: polarProducts.scale.id,
    });
    await remove(tenant);
    shop.polar.refuse({ status: 503, times: 1 });
    expect(await endForGood(db(), client(), tenant.id)).toBe(false);
    expect(await endForGood(db(), undefined, tenant.id)).toBe(false);
    expect(await endForGood(db(), client(), tenant.id)).toBe(true);
    expect(tenant.atPolar()).toMatchObject({ status: "canceled" });
    const { id = "" } = untold.subscription ?? {};
    expect(shop.polar.store.subscriptions.get(id)).toMatchObject({ status: "canceled" });
    expect(await tenant.row()).toMatchObject({ status: "canceled" });
    // Nothing is left to end, and nothing more is asked of Polar for who never bought.
    expect(await endForGood(db(), client(), tenant.id)).toBe(true);
    const stranger = await addTenant(db());
    expect(await endForGood(db(), undefined, stranger.id)).toBe(true);
  });
});

const cron = async () => {
  const headers = { authorization: "Bearer a-secret-of-the-cron" };
  const answer = await GET(new Request(`${appUrl}/api/cron?job=purge`, { headers }));
  return (await answer.json()).jobs.purge;
};

test("the purge leaves an organization for the next time when Polar does not answer", async () => {
  const tenant = await paying();
  await deleteOrganization(direct(), tenant.actor, { name: "A tenant", appUrl });
  await endGrace(tenant.id);
  shop.polar.refuse({ status: 503, times: 1_000 });
  expect(await cron()).toMatchObject({ isDone: false });
  expect(await isThere(tenant.id)).toBe(true);
  expect(tenant.atPolar()).toMatchObject({ status: "active" });

  shop.polar.refuse({ status: 503, times: 0 });
  expect(await cron()).toMatchObject({ isDone: true });
  expect(await isThere(tenant.id)).toBe(false);
  expect(tenant.atPolar()).toMatchObject({ status: "canceled" });
});

/** An owner with a browser, whose organization pays. */
async function visiting() {
  const visitor = new Visitor();
  const email = await visitor.signUp();
  const userId = (await visitor.whoAmI())?.id;
  const tenant = await paying(userId);
  const send = (handler: (request: Request) => Promise<Response>, fields = {}) => {
    const headers = new Headers(visitor.headers);
    headers.set("sec-fetch-site", "same-origin");
    const init = { method: "POST", headers, body: new URLSearchParams(fields) };
    return handler(new Request(`${appUrl}/api/v1/`, init));
  };
  const willEnd = () => expect.poll(async () => (await tenant.row())?.cancelAtPeriodEnd);
  return { ...tenant, visitor, email, send, willEnd };
}

test("who deletes an organization by its form ends the subscription, and who restores it goes on", async () => {
  const { slug, send, willEnd, atPolar } = await visiting();
  await send(formPost(deleteAct, { slug }), { name: "A tenant" });
  await willEnd().toBe(true);
  expect(atPolar()).toMatchObject({ cancel_at_period_end: true });
  await send(formPost(restoreAct, { slug }));
  await willEnd().toBe(false);
  expect(atPolar()).toMatchObject({ cancel_at_period_end: false });
});

test("an organization that goes with its owner's account is not charged again", async () => {
  const { id, visitor, email, willEnd, atPolar } = await visiting();
  const others = and(eq(memberships.organizationId, id), sql`deleted_at is null`);
  expect(await direct().select().from(memberships).where(others)).toHaveLength(1);
  const answer = await visitor.post("delete", { email, password });
  expect(answer.headers.get("location")).toBe("/goodbye");
  await willEnd().toBe(true);
  expect(atPolar()).toMatchObject({ cancel_at_period_end: true });
});
