import { creditGrants } from "#lib/billing/metering/schema.ts";
import { creditPacks, plans } from "#lib/billing/schema.ts";
import { sql } from "#lib/db/sql.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { microseconds, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import { organizationOf, type PolarOrder } from "./events.ts";
import { orderRow } from "./order-row.ts";
import { organizationNamed } from "./organization.ts";

const paidStatuses = ["paid", "refunded", "partially_refunded"];

/**
 * What an `order.*` event does: the order is listed among the invoices, and one of a credit pack that
 * was paid is one grant, however often and under whatever event it is told. Paying back a share of the price takes that share of the credits
 * back, as far as they are unspent when it is told.
 */
export function orderEffect(order: PolarOrder, timestamp: string, hash: string): Effect {
  const isPaid = paidStatuses.includes(order.status);
  const product = sql`${order.product_id ?? null}::text`;
  const purposes = [order.metadata, order.subscription?.metadata];
  const organization = organizationOf(purposes, order.customer);
  const version = {
    at: order.modified_at ?? order.created_at,
    rank: microseconds(timestamp),
    tie: hash,
  };
  const refunded = order.status === "refunded" ? order.net_amount : (order.refunded_amount ?? 0);
  // Multiplied first: a third of 150 is 50, and 150 times 0.333 is not.
  const requested =
    order.net_amount > 0
      ? sql`(pack.credits * ${Math.min(Math.max(refunded, 0), order.net_amount)}::numeric
          / ${order.net_amount}::numeric)`
      : sql`0`;
  const upsert = guardedUpsert({
    table: creditGrants,
    key: ["polar_order_id"],
    from: sql`fresh, pack, tenant where tenant.id is not null and ${isPaid}::boolean`,
    version: versionColumns(),
    values: {
      polar_order_id: sql`${order.id}::text`,
      organization_id: sql`tenant.id`,
      credits: sql`pack.credits`,
      refund_requested: sql`floor(${requested})::bigint`,
      refunded_credits: sql`floor(${requested})::bigint`,
      expires_at: sql`${order.created_at}::timestamptz + make_interval(days => pack.valid_days)`,
      ...versionValues(version),
    },
    updates: {
      // The pack may have changed since; the grant has not.
      credits: sql`present.credits`,
      expires_at: sql`present.expires_at`,
      refunded_credits: sql`present.refunded_credits + least(
        greatest(excluded.refund_requested - present.refund_requested, 0),
        present.credits - present.used_credits - present.refunded_credits
      )`,
    },
  });
  return {
    entityId: order.id,
    version,
    organizationId: sql`(select id from tenant)`,
    ctes: sql`
      tenant as (select ${organizationNamed(organization)} as id),
      pack as (
        select credits * ${order.units ?? order.seats ?? 1}::integer as credits, valid_days from ${creditPacks}
        where polar_product_id = ${product} and ${order.units ?? order.seats ?? 1}::integer > 0
      ),
      -- Whether it may be one of credits that nobody has told of yet.
      riddle as (
        select ${isPaid}::boolean and ${product} is not null
          and not exists (select from pack)
          and not exists (select from ${plans} where polar_product_id = ${product}) as is_open
      ),
      listed as (${orderRow(order, version)}),
      entity as (${upsert}),`,
    applied: sql`(
      exists (select from entity)
      or exists (select from listed) and not (select is_open from riddle)
    )`,
    parked: sql`case
      when (select is_open from riddle) then 'unknown product'
      when (select id from tenant) is null then 'unknown organization'
    end`,
    waitsFor: sql`case
      when (select is_open from riddle) then ${`product:${order.product_id ?? ""}`}
      else ${`organization:${organization ?? ""}`}
    end`,
  };
}
