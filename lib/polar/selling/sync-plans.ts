import type { models } from "@polar-sh/sdk/2026-10";
import * as z from "zod/mini";
import { creditPacks, plans } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { PolarClient } from "#lib/polar/client.ts";
import { polarEffect } from "#lib/polar/effect.ts";
import { productEvent } from "#lib/polar/sync/events.ts";
import { readPrice } from "#lib/polar/sync/price.ts";
import { applyEffect } from "#lib/webhooks/apply.ts";
import { statusOf } from "#lib/webhooks/reconcile/call-provider.ts";

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
 * prices from Polar. It can be repeated: a product that has not changed stays as it is. Products are
 * given all at once, so two may be exchanged; when two variables name the same one, none is given.
 * @throws what Polar's client throws when Polar does not answer.
 */
export async function syncPlans(
  db: Database,
  polar: PolarClient,
  environment: Record<string, string | undefined>,
): Promise<SyncedProduct[]> {
  const found = await Promise.all(
    soldProducts.map((sold) => findProduct(polar, sold, environment)),
  );
  const ids = found.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) return found.map((one) => refuseTwice(one, found));
  const assigned = found.filter(({ product }) => product);
  await assign(db, assigned);
  for (const { product } of assigned) {
    const envelope = {
      type: "product.updated",
      timestamp: new Date().toISOString(),
      data: product,
    };
    const body = JSON.stringify(envelope);
    await applyEffect(db, await polarEffect({ type: envelope.type, body }, envelope));
  }
  return found.map(told);
}

interface Found extends SyncedProduct {
  kind: "plan" | "pack";
  id?: string;
  product?: models.Product;
}

/** The product that a variable names, or why it cannot be sold. */
async function findProduct(
  polar: PolarClient,
  { table, slug, variable }: (typeof soldProducts)[number],
  environment: Record<string, string | undefined>,
): Promise<Found> {
  const kind = table === plans ? "plan" : "pack";
  const id = environment[variable]?.trim();
  if (!id) return { slug, variable, kind, problem: "is not set, so this is not sold" };
  const product = await productOf(polar, id);
  if (!product) {
    return { slug, variable, kind, id, problem: `names ${id}, which Polar does not know` };
  }
  const problem = problemOf(product, kind);
  return { slug, variable, kind, id, ...(problem ? { problem } : { product, name: product.name }) };
}

function problemOf(product: models.Product, kind: "plan" | "pack"): string | undefined {
  if (product.is_recurring !== (kind === "plan")) {
    return `names "${product.name}", which is not ${kind === "plan" ? "sold by the month" : "sold once"}`;
  }
  const read = z.safeParse(productEvent.shape.data, product);
  const price = read.success ? readPrice(read.data, kind) : "cannot be read";
  return typeof price === "string" ? `names "${product.name}", which ${price}` : undefined;
}

/** Says of each of those that name the same product which other one does; of the rest, that it waits. */
function refuseTwice({ slug, variable, id, problem }: Found, all: Found[]): SyncedProduct {
  const others = all.filter((other) => id && other.id === id && other.variable !== variable);
  const names = others.map((other) => other.variable).join(" and ");
  if (names) {
    return {
      slug,
      variable,
      problem: `names the same product as ${names}, so nothing was changed`,
    };
  }
  return {
    slug,
    variable,
    problem: problem ?? "is as it was, because others name the same product",
  };
}

const told = ({ slug, variable, name, problem }: Found): SyncedProduct => ({
  slug,
  variable,
  ...(name !== undefined && { name }),
  ...(problem !== undefined && { problem }),
});

/** Gives products to plans and packs, all or none; another product's name and price are not known yet. */
const assign = (db: Database, products: Found[]) =>
  rows(
    db,
    sql`select assign_products(${JSON.stringify(
      products.map(({ kind, slug, id }) => ({ kind, slug, id })),
    )}::jsonb)`,
    () => null,
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
