import { eq } from "drizzle-orm";
import { creditPacks, plans } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { polarProduct } from "#local/polar/product.ts";
import { polarProducts } from "#local/polar/products.ts";
import { startPolar } from "#local/polar/server.ts";
import { startApp } from "../webhooks/app.ts";

export const pack = "70000000-0000-4000-8000-000000000011";

/** The stand-in of Polar with what is sold here, and the app's receiver of its webhooks. */
export async function openShop(db: DrizzleDatabase) {
  for (const [slug, { id }] of Object.entries(polarProducts)) {
    await db.update(plans).set({ polarProductId: id }).where(eq(plans.slug, slug));
  }
  await db.update(creditPacks).set({ polarProductId: pack }).where(eq(creditPacks.slug, "small"));
  const app = await startApp(db);
  const polar = await startPolar({
    webhook: { url: app.url("polar"), secret: allLocalSecrets.POLAR_WEBHOOK_SECRET },
    pace: 0.0001,
  });
  polar.deliveries.setDisorder({ shuffle: true, duplicate: 0.5, twins: 0.5 });
  const choice = { id: pack, name: "10,000 credits", priceCents: 900, isOneTime: true };
  polar.store.products.set(pack, polarProduct({ ...choice, createdAt: polar.store.now() }));
  return {
    polar,
    app,
    async close() {
      await polar.close();
      app.close();
    },
  };
}
