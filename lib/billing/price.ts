import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";

/** What a plan or a pack costs; null when it has no price that can be shown, which is not "free". */
export const price = z.nullable(
  z.object({
    /** In the smallest unit of the currency. */
    amount: z.number(),
    currency: z.string(),
    /** Polar's word, `month` or `year`; null for what is sold once. */
    interval: z.nullable(z.string()),
    intervalCount: z.number(),
    /** Whether what is used is charged besides. */
    isMetered: z.boolean(),
  }),
);

export type Price = z.output<typeof price>;

/** The price of a row of `plans` or `credit_packs`, as JSON. */
export const priceJson: SQL = sql`case when price_problem is null then json_build_object(
  'amount', price_cents, 'currency', currency, 'interval', price_interval,
  'intervalCount', price_interval_count, 'isMetered', is_metered
) end`;
