import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { organizations, plans, subscriptions } from "#drizzle/tables.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { polarProducts } from "#local/polar/products.ts";
import { type PolarStandIn, startPolar } from "#local/polar/server.ts";
import { testDatabase } from "#tests/database.ts";

const database = testDatabase({ per: "test" });
let polar: PolarStandIn;

beforeEach(async () => {
  const secret = allLocalSecrets.POLAR_WEBHOOK_SECRET;
  polar = await startPolar({ webhook: { url: "http://127.0.0.1:1/", secret } });
  polar.deliveries.setDisorder({ drop: 1 });
  const own = { DATABASE_URL: database.pooled, DATABASE_URL_READ: database.read };
  const access = { POLAR_API_URL: polar.url, CRON_SECRET: "of-the-cron" };
  for (const [name, value] of Object.entries({ ...allLocalSecrets, ...own, ...access })) {
    vi.stubEnv(name, value);
  }
  vi.stubEnv("CLERK_SECRET_KEY", "");
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.resetModules();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await polar.close();
});

async function call(authorization?: string): Promise<Response> {
  const { GET } = await import("#app/api/cron/route.ts");
  const headers = authorization === undefined ? undefined : { authorization };
  return GET(new Request("http://localhost/api/cron?job=reconcile", { headers }));
}

test("the cron repairs what webhooks lost and answers with what it did", async () => {
  const db = database.on["postgres-js pooled"];
  const { id: productId } = polarProducts.pro;
  await db.update(plans).set({ polarProductId: productId }).where(eq(plans.slug, "pro"));
  const [row] = await db.insert(organizations).values({ slug: "cron", name: "Cron" }).returning();
  polar.lifecycle.purchase({ externalId: row?.id ?? "", productId });

  const response = await call("Bearer of-the-cron");
  expect(response.status).toBe(200);
  const { resources, isStopped } = (await response.json()).jobs.reconcile;
  expect(isStopped).toBe(false);
  expect(resources).toContainEqual({
    provider: "polar",
    resource: "subscriptions",
    counts: { seen: 1, repaired: 1, missing: 0 },
  });
  expect(await db.select().from(subscriptions)).toMatchObject([{ status: "active" }]);
});

test("strangers start nothing", async () => {
  expect((await call()).status).toBe(401);
  expect((await call("Bearer of-somebody")).status).toBe(401);
  expect(polar.requests()).toBe(0);
});

test("without a secret it is nobody's to start", async () => {
  vi.stubEnv("CRON_SECRET", "");
  expect((await call("Bearer ")).status).toBe(500);
  expect(polar.requests()).toBe(0);
});

test("a provider that fails is a failure of the cron, with its reason", async () => {
  polar.refuse({ status: 403, times: 100 });
  const response = await call("Bearer of-the-cron");
  expect(response.status).toBe(502);
  expect((await response.json()).jobs.reconcile.resources[0]).toMatchObject({
    resource: "products",
    problem: "PolarClientError 403",
  });
});
