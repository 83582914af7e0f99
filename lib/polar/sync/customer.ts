import { polarCustomers, subscriptions } from "#lib/billing/schema.ts";
import { sql } from "#lib/db/sql.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { microseconds, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import type { PolarSubscription } from "./events.ts";
import { organizationNamed } from "./organization.ts";
import { subscriptionRows } from "./subscription.ts";

interface Customer {
  id: string;
  external_id?: string | null;
  metadata?: { organizationId?: string } | null;
}

/**
 * What `customer.state_changed` and `customer.deleted` do. Polar recomputes the state whenever it
 * sends one, so only the time of sending orders them. It holds the active subscriptions in full, which
 * repairs those whose own event was lost; those it does not list are over (`current_subscriptions`).
 *
 * Somebody who pays for several organizations is one customer. Each subscription goes to its own
 * organization, and the state as a whole is shown to one only if nothing in it is of another.
 */
export function customerEffect(
  customer: Customer,
  active: PolarSubscription[],
  { timestamp, hash, isDeleted }: { timestamp: string; hash: string; isDeleted: boolean },
): Effect {
  const named = customer.external_id || customer.metadata?.organizationId || null;
  const version = { at: timestamp, rank: microseconds(timestamp), tie: hash };
  const upsert = guardedUpsert({
    table: polarCustomers,
    key: ["polar_customer_id"],
    from: sql`fresh, tenant where tenant.id is not null`,
    // A deleted customer does not come back, whatever was sent of them.
    version: [sql.raw("deleted_at is not null"), ...versionColumns()],
    values: {
      polar_customer_id: sql`${customer.id}::text`,
      organization_id: sql`tenant.id`,
      active_subscriptions: sql`array(
        select jsonb_array_elements_text(${JSON.stringify(active.map(({ id }) => id))}::jsonb)
      )`,
      deleted_at: sql`case when ${isDeleted}::boolean then ${timestamp}::timestamptz end`,
      ...versionValues(version),
    },
  });
  const payer = { id: customer.id, external_id: named };
  return {
    entityId: customer.id,
    version,
    organizationId: sql`(
      select case when count(distinct coalesce(organization_id::text, '')) = 1
        then min(organization_id::text)::uuid end
      from (
        select organization_id from target
        union all select id from tenant where not exists (select from target)
      ) as concerned
    )`,
    ctes: sql`
      ${subscriptionRows(active, { timestamp, hash, customer: payer })}
      -- Whom the customer is named after, else whom it pays for.
      tenant as (
        select coalesce(
          ${organizationNamed(named)},
          (select organization_id from target where organization_id is not null order by id limit 1),
          (
            select organization_id from ${subscriptions} where polar_customer_id = ${customer.id}
            order by id limit 1
          )
        ) as id
      ),
      state as (${upsert}),`,
    // What waits keeps the event waiting, although the others are done.
    applied: sql`(
      (exists (select from state) or exists (select from entity))
      and not exists (select from target where plan_id is null or organization_id is null)
    )`,
    parked: sql`case
      when (select id from tenant) is null
        or exists (select from target where organization_id is null) then 'unknown organization'
      when exists (select from target where plan_id is null) then 'unknown product'
    end`,
    waitsFor: sql`case
      when (select id from tenant) is null and not exists (select from target)
        then ${`organization:${named ?? ""}`}
      else coalesce(
        (select 'organization:' || organization_name from target where organization_id is null limit 1),
        (select 'product:' || product_id from target where plan_id is null limit 1)
      )
    end`,
  };
}
