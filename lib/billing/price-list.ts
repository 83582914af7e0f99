import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { priceOf } from "./price.ts";
import { creditPacks, plans } from "./schema.ts";

const plan = shape({
  slug: plans.slug,
  name: plans.name,
  price: priceOf(plans),
  monthlyCredits: plans.monthlyCredits,
  /** How many people; null for no limit. */
  seats: plans.seats,
});

const pack = shape({
  slug: creditPacks.slug,
  name: creditPacks.name,
  price: priceOf(creditPacks),
  credits: creditPacks.credits,
  /** How long they can be spent, in days; null for ever. */
  validDays: creditPacks.validDays,
});

const priceList = shape({
  /** From the fewest credits to the most. */
  plans: listOf(plan, {
    from: sql`${plans}`,
    order: sql`${plans.monthlyCredits}, ${plans.priceCents}, ${plans.slug}`,
  }),
  /** From the smallest to the largest; sold once. */
  packs: listOf(pack, {
    from: sql`${creditPacks}`,
    order: sql`${creditPacks.credits}, ${creditPacks.slug}`,
  }),
});

export type PriceList = ValueOf<typeof priceList>;

/** What is sold to whom, for everybody to read: plans and credit packs, as Polar last priced them. */
export async function getPriceList(db: Database): Promise<PriceList> {
  const found = await readOne(db, priceList);
  if (!found) throw new Error("The price list has no row");
  return found;
}
