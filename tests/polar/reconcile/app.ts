import { eq } from "drizzle-orm";
import { afterEach, beforeEach } from "vitest";
import {
  creditGrants,
  creditPacks,
  currentSubscriptions,
  organizations,
  plans,
  polarCustomers,
  reconcileMisses,
  reconcileRuns,
  subscriptions,
} from "#drizzle/tables.ts";
import { replay } from "#lib/integrations/replay.ts";
import { polarSource } from "#lib/polar/reconcile/source.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { type ReconcileOptions, reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { polarProduct } from "#local/polar/product.ts";
import { polarProducts } from "#local/polar/products.ts";
import { type PolarStandIn, startPolar } from "#local/polar/server.ts";
import { testDatabase } from "#tests/database.ts";
import { startApp } from "../../webhooks/app.ts";

export const pro: string = polarProducts.pro.id;
export const scale = polarProducts.scale.id;
export const pack = "70000000-0000-4000-8000-000000000011";

export const database = testDatabase({ per: "test" });
export let app: Awaited<ReturnType<typeof startApp>>;
export let polar: PolarStandIn;
export let organization: string;
export const db = () => database.on["postgres-js pooled"];

beforeEach(async () => {
  for (const [slug, { id }] of Object.entries(polarProducts)) {
    await db().update(plans).set({ polarProductId: id }).where(eq(plans.slug, slug));
  }
  await db().update(creditPacks).set({ polarProductId: pack }).where(eq(creditPacks.slug, "small"));
  organization = await addOrganization();
  app = await startApp(db());
  polar = await startPolar({
    webhook: { url: app.url("polar"), secret: allLocalSecrets.POLAR_WEBHOOK_SECRET },
    pace: 0.0001,
  });
  const choice = { id: pack, name: "10,000 credits", priceCents: 900, isOneTime: true };
  polar.store.products.set(pack, polarProduct({ ...choice, createdAt: polar.store.now() }));
});
afterEach(async () => {
  await polar.close();
  app.close();
});

export async function addOrganization(): Promise<string> {
  const slug = crypto.randomUUID();
  const [row] = await db().insert(organizations).values({ slug, name: "A tenant" }).returning();
  return row?.id ?? "";
}

export async function run(options: Partial<ReconcileOptions> = {}) {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const signal = options.signal ?? new AbortController().signal;
  const environment = { POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url };
  const sources = sourcesOf(configuredSources([polarSource], environment, { signal, say }));
  const report = await reconcile({
    replay,
    databaseUrl: database.pooled,
    sources,
    say,
    ...options,
  });
  const counts = Object.fromEntries(
    report.resources.map((resource) => [resource.resource, resource.counts]),
  );
  return { ...report, counts, lines };
}

/** Sells a product, and waits until the app was told, or was not. */
export async function sell(productId = pro, externalId = organization) {
  const sold = polar.lifecycle.purchase({ externalId, productId });
  await polar.deliveries.settle();
  return { ...sold, subscriptionId: sold.subscription?.id ?? "" };
}

export const subscription = async (id: string) => {
  const [row] = await db()
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.polarSubscriptionId, id));
  return row;
};

export const current = async () => {
  const [row] = await db()
    .select()
    .from(currentSubscriptions)
    .where(eq(currentSubscriptions.organizationId, organization));
  return row;
};

/** Every row that reconciling could write, versions included. */
export const everything = async () => [
  await db().select().from(subscriptions),
  await db().select().from(polarCustomers),
  await db().select().from(creditGrants),
  await db().select().from(plans),
  await db().select().from(reconcileRuns),
  await db().select().from(reconcileMisses),
];
