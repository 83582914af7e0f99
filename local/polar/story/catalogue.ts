import { asc, eq, isNotNull } from "drizzle-orm";
import { creditPacks, plans } from "#lib/billing/schema.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { polarProducts } from "#local/polar/products.ts";

/** What is sold, by Polar's id of the product. */
export interface Catalogue {
  plans: { slug: string; productId: string }[];
  packs: { productId: string; credits: number; validDays: number | null }[];
}

/** What the database says is sold through Polar. */
export async function readCatalogue(db: DrizzleDatabase): Promise<Catalogue> {
  const sold = await db
    .select()
    .from(plans)
    .where(isNotNull(plans.polarProductId))
    .orderBy(asc(plans.slug));
  const packs = await db
    .select()
    .from(creditPacks)
    .where(isNotNull(creditPacks.polarProductId))
    .orderBy(asc(creditPacks.slug));
  return {
    plans: sold.map(({ slug, polarProductId }) => ({ slug, productId: polarProductId ?? "" })),
    packs: packs.map(({ credits, validDays, polarProductId }) => ({
      productId: polarProductId ?? "",
      credits,
      validDays,
    })),
  };
}

/** Puts all plans and packs on sale in a database that is to receive life cycles. */
export async function sellEverything(db: DrizzleDatabase): Promise<Catalogue> {
  for (const [slug, { id: polarProductId }] of Object.entries(polarProducts)) {
    await db.update(plans).set({ polarProductId }).where(eq(plans.slug, slug));
  }
  for (const slug of ["small", "large"]) {
    await db
      .update(creditPacks)
      .set({ polarProductId: `product_of_pack_${slug}` })
      .where(eq(creditPacks.slug, slug));
  }
  return readCatalogue(db);
}
