import { type SQL, sql } from "drizzle-orm";
import type { PolarClient } from "#lib/billing/polar.ts";
import { polarEffect } from "#lib/billing/record.ts";
import { creditPacks, plans } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { applyEffect } from "#lib/webhooks/apply.ts";
import { statusOf } from "#lib/webhooks/reconcile/pace.ts";

/** What is sold, and the variable that holds its Polar product id. */
export const soldProducts = [
  { table: plans, slug: "pro", variable: "POLAR_PRODUCT_PRO" },
  { table: plans, slug: "scale", variable: "POLAR_PRODUCT_SCALE" },
  { table: creditPacks, slug: "small", variable: "POLAR_PRODUCT_PACK_SMALL" },
  { table: creditPacks, slug: "large", variable: "POLAR_PRODUCT_PACK_LARGE" },
] as const;

export interface SyncedProduct {
  slug: string;
  variable: string;
  /** What Polar calls it, or why it is not sold. */
  name?: string;
  problem?: string;
}

/**
 * Gives plans and packs the Polar products that the environment names, and reads their names and
 * prices from Polar. It can be repeated: a product that has not changed stays as it is.
 * @throws what Polar's client throws when Polar does not answer.
 */
export async function syncPlans(
  db: Database,
  polar: PolarClient,
  environment: Record<string, string | undefined>,
): Promise<SyncedProduct[]> {
  const synced: SyncedProduct[] = [];
  for (const { table, slug, variable } of soldProducts) {
    const id = environment[variable]?.trim();
    if (!id) {
      synced.push({ slug, variable, problem: "is not set, so this is not sold" });
      continue;
    }
    const product = await productOf(polar, id);
    if (!product) {
      synced.push({ slug, variable, problem: `names ${id}, which Polar does not know` });
      continue;
    }
    if (product.is_recurring !== (table === plans)) {
      const kind = table === plans ? "sold by the month" : "sold once";
      synced.push({ slug, variable, problem: `names "${product.name}", which is not ${kind}` });
      continue;
    }
    await assign(db, sql`${table}`, { slug, id });
    const envelope = {
      type: "product.updated",
      timestamp: new Date().toISOString(),
      data: product,
    };
    const body = JSON.stringify(envelope);
    await applyEffect(db, await polarEffect({ type: envelope.type, body }, envelope));
    synced.push({ slug, variable, name: product.name });
  }
  return synced;
}

/** Gives a product to a plan or a pack; another product's name and price are no longer known. */
const assign = (db: Database, table: SQL, { slug, id }: { slug: string; id: string }) =>
  rows(
    db,
    sql`update ${table} set polar_product_id = ${id}::text,
        event_at = '-infinity', event_rank = 0, event_tie = ''
      where slug = ${slug}::text and polar_product_id is distinct from ${id}::text
      returning slug`,
    (row) => row.slug,
  );

async function productOf(polar: PolarClient, id: string) {
  try {
    return await polar.products.get(id);
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 422) return undefined;
    throw error;
  }
}
