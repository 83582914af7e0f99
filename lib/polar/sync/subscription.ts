import { liveStatuses, plans, subscriptions } from "#lib/billing/schema.ts";
import { sql } from "#lib/db/sql.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { microseconds, versionColumns } from "#lib/webhooks/version.ts";
import { mapStatus, organizationOf, type PolarSubscription, type PolarTerms } from "./events.ts";
import { nameColumns, organizationIn } from "./organization.ts";
import { termsRow } from "./terms-row.ts";

export interface SubscriptionChange {
  /** When Polar said so. Orders what was said of one state. */
  timestamp: string;
  hash: string;
  /** Who pays. */
  customer: { id: string; external_id?: string | null | undefined };
}

/**
 * The rows of `subscriptions` that Polar's objects give, as common table expressions `target` (one row
 * for each object, with what it points to) and `entity` (one for each that was written). Subscriptions
 * of one customer may belong to several organizations: each goes to the one that its metadata names.
 *
 * Every column comes from the event on every update, so a row is what the greatest event says. One
 * change is sent under several names with the same data: the status tells, the name does not.
 */
export function subscriptionRows(list: PolarSubscription[], change: SubscriptionChange) {
  const { timestamp, hash, customer } = change;
  // Each once, and in one order, so that two that write the same rows do not wait for each other.
  const byId = new Map(list.map((subscription) => [subscription.id, subscription]));
  const inOrder = [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const records = inOrder.map(({ metadata, ...subscription }) => ({
    ...subscription,
    ...nameColumns(organizationOf([metadata], customer)),
    status: mapStatus(subscription.status).status,
    provider_status: subscription.status,
    changed_at: subscription.modified_at ?? subscription.created_at,
  }));
  const upsert = guardedUpsert({
    table: subscriptions,
    key: ["polar_subscription_id"],
    from: sql`fresh, target where organization_id is not null and plan_id is not null`,
    version: versionColumns("polar_event_at"),
    returning: sql`organization_id`,
    values: {
      polar_subscription_id: sql`target.id`,
      organization_id: sql`organization_id`,
      plan_id: sql`plan_id`,
      status: sql`status`,
      provider_status: sql`provider_status`,
      polar_customer_id: sql`${customer.id}::text`,
      current_period_start: sql`current_period_start`,
      current_period_end: sql`current_period_end`,
      cancel_at_period_end: sql`coalesce(cancel_at_period_end, false)`,
      trial_end: sql`trial_end`,
      ended_at: sql`ended_at`,
      past_due_at: sql`past_due_at`,
      // Of two alike the newest is in force, whichever of them we heard of first.
      created_at: sql`created_at`,
      polar_event_at: sql`changed_at`,
      event_rank: microseconds(timestamp),
      event_tie: sql`${hash}::text`,
    },
  });
  return sql`
    target as (
      select subscription.*,
        ${organizationIn({ ours: sql`our_id`, clerks: sql`clerk_id` })} as organization_id,
        (select id from ${plans} where polar_product_id = product_id) as plan_id
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as subscription (
        id text, organization_name text, our_id uuid, clerk_id text, status text, provider_status text, product_id text, created_at timestamptz, changed_at timestamptz,
        current_period_start timestamptz, current_period_end timestamptz,
        cancel_at_period_end boolean, trial_end timestamptz, ended_at timestamptz,
        past_due_at timestamptz
      )
    ),
    entity as (${upsert}),`;
}

/** What one `subscription.*` event does. */
export function subscriptionEffect(
  data: PolarTerms & {
    customer_id: string;
    customer?: { external_id?: string | null } | null;
  },
  timestamp: string,
  hash: string,
): Effect {
  const { status, isKnown } = mapStatus(data.status);
  const customer = { id: data.customer_id, external_id: data.customer?.external_id };
  const isLive = liveStatuses.includes(status);
  const version = {
    at: data.modified_at ?? data.created_at,
    rank: microseconds(timestamp),
    tie: hash,
  };
  return {
    entityId: data.id,
    version,
    organizationId: sql`(select organization_id from target)`,
    ctes: sql`
      ${subscriptionRows([data], { timestamp, hash, customer })}
      terms as (${termsRow(data, version)}),`,
    applied: sql`(exists (select from entity) or exists (select from terms))`,
    parked: sql`(select case
      when organization_id is null then 'unknown organization'
      when plan_id is null then 'unknown product'
    end from target)`,
    waitsFor: sql`(select case
      when organization_id is null then 'organization:' || organization_name
      when plan_id is null then ${`product:${data.product_id}`}
    end from target)`,
    notice: sql`case
      when not ${isKnown}::boolean then 'unknown status'
      when ${isLive}::boolean and exists (
        select from ${subscriptions}
        where organization_id = (select organization_id from target)
          and polar_subscription_id <> ${data.id} and status in ('trialing', 'active', 'past_due')
      ) then 'two live subscriptions'
    end`,
  };
}
