import { sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { creditPacks, plans } from "#lib/billing/schema.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { microseconds } from "#lib/webhooks/version.ts";
import type { PolarProduct } from "./events.ts";

/** What a `product.*` event does: the name and the price of the plan or the pack that it sells. */
export function productEffect(product: PolarProduct, timestamp: string, hash: string): Effect {
  const changedAt = product.modified_at ?? product.created_at;
  const rank = microseconds(timestamp);
  const amount = product.prices?.find((price) => !price.is_archived)?.price_amount ?? 0;
  const update = (table: PgTable) => sql`
    update ${table} set name = ${product.name}::text,
      price_cents = ${amount}::integer,
      event_at = ${changedAt}::timestamptz, event_rank = ${rank}, event_tie = ${hash}::text
    where polar_product_id = ${product.id} and exists (select from fresh)
      and (event_at, event_rank, event_tie collate "C")
        < (${changedAt}::timestamptz, ${rank}, ${hash}::text collate "C")
    returning 1`;
  return {
    entityId: product.id,
    version: { at: changedAt, rank, tie: hash },
    ctes: sql`plan as (${update(plans)}), pack as (${update(creditPacks)}),`,
    applied: sql`(exists (select from plan) or exists (select from pack))`,
    ignored: sql`case
      when not exists (select from ${plans} where polar_product_id = ${product.id})
        and not exists (select from ${creditPacks} where polar_product_id = ${product.id})
      then 'not sold here'
    end`,
    provides: [`product:${product.id}`],
  };
}
