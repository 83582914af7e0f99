import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { price, priceJson } from "./price.ts";
import { creditPacks, plans } from "./schema.ts";

const priceList = z.object({
  /** From the fewest credits to the most. */
  plans: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      price,
      monthlyCredits: z.number(),
      /** How many people; null for no limit. */
      seats: z.nullable(z.number()),
    }),
  ),
  /** From the smallest to the largest; sold once. */
  packs: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      price,
      credits: z.number(),
      /** How long they can be spent, in days; null for ever. */
      validDays: z.nullable(z.number()),
    }),
  ),
});

export type PriceList = z.output<typeof priceList>;

/** What is sold to whom, for everybody to read: plans and credit packs, as Polar last priced them. */
export async function getPriceList(db: Database): Promise<PriceList> {
  const statement = sql`
    select json_build_object(
      'plans', (
        select coalesce(json_agg(json_build_object(
          'slug', slug, 'name', name, 'price', ${priceJson}, 'monthlyCredits', monthly_credits,
          'seats', seats
        ) order by monthly_credits, price_cents, slug), '[]')
        from ${plans}
      ),
      'packs', (
        select coalesce(json_agg(json_build_object(
          'slug', slug, 'name', name, 'price', ${priceJson}, 'credits', credits,
          'validDays', valid_days
        ) order by credits, slug), '[]')
        from ${creditPacks}
      )
    ) as prices`;
  const [found] = await rows(db, statement, (row) => priceList.parse(row.prices));
  if (!found) throw new Error("The price list has no row");
  return found;
}
