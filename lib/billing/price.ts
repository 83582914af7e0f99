import { shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { creditPacks, plans } from "./schema.ts";

/** What a plan or a pack costs; null when it has no price that can be shown, which is not "free". */
export const priceOf = (of: typeof plans | typeof creditPacks) =>
  when(
    sql`${of.priceProblem} is null`,
    shape({
      /** In the smallest unit of the currency. */
      amount: of.priceCents,
      currency: of.currency,
      /** Polar's word, `month` or `year`; null for what is sold once. */
      interval: of.priceInterval,
      intervalCount: of.priceIntervalCount,
      /** Whether what is used is charged besides. */
      isMetered: of.isMetered,
    }),
  );

export type Price = ValueOf<ReturnType<typeof priceOf>>;
