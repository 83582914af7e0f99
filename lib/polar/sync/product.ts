import type { PgTable } from "drizzle-orm/pg-core";
import { creditPacks, plans } from "#lib/billing/schema.ts";
import { sql } from "#lib/db/sql.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { microseconds } from "#lib/webhooks/version.ts";
import type { PolarProduct } from "./events.ts";
import { readPrice } from "./price.ts";

/**
 * What a `product.*` event does: the name and the price of the plan or the pack that it sells. What has
 * no price that can be shown is not sold, and somebody should look at it.
 */
export function productEffect(product: PolarProduct, timestamp: string, hash: string): Effect {
  const changedAt = product.modified_at ?? product.created_at;
  const rank = microseconds(timestamp);
  const update = (table: PgTable, as: "plan" | "pack") => {
    const price = readPrice(product, as);
    const found = typeof price === "string" ? null : price;
    const problem = sql`${typeof price === "string" ? price : null}::text`;
    return sql`
      update ${table} set name = ${product.name}::text,
        price_cents = ${found?.amount ?? 0}::integer,
        currency = ${found?.currency ?? "usd"}::text,
        price_interval = ${found?.interval ?? (as === "plan" ? "month" : null)}::text,
        price_interval_count = ${found?.intervalCount ?? 1}::integer,
        is_metered = ${found?.isMetered ?? false}::boolean,
        price_problem = ${as === "plan" ? sql`case when slug <> 'free' then ${problem} end` : problem},
        event_at = ${changedAt}::timestamptz, event_rank = ${rank}, event_tie = ${hash}::text
      where polar_product_id = ${product.id} and exists (select from fresh)
        and (event_at, event_rank, event_tie collate "C")
          < (${changedAt}::timestamptz, ${rank}, ${hash}::text collate "C")
      returning price_problem`;
  };
  return {
    entityId: product.id,
    version: { at: changedAt, rank, tie: hash },
    ctes: sql`plan as (${update(plans, "plan")}), pack as (${update(creditPacks, "pack")}),`,
    applied: sql`(exists (select from plan) or exists (select from pack))`,
    notice: sql`(
      select 'not for sale: ' || price_problem
      from (select * from plan union all select * from pack) as sold
      where price_problem is not null limit 1
    )`,
    ignored: sql`case
      when not exists (select from ${plans} where polar_product_id = ${product.id})
        and not exists (select from ${creditPacks} where polar_product_id = ${product.id})
      then 'not sold here'
    end`,
    provides: [`product:${product.id}`],
  };
}
