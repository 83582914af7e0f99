import type { SQL } from "drizzle-orm";
import { liveStatuses, plans, subscriptions } from "#lib/billing/schema.ts";
import { sql } from "#lib/db/sql.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { microseconds, rankOf, versionColumns } from "#lib/webhooks/version.ts";
import { mapStatus, organizationOf, type PolarSubscription, type PolarTerms } from "./events.ts";
import { nameColumns, organizationIn } from "./organization.ts";
import { termsColumns, termsRecord, termsRow } from "./terms-row.ts";

export interface SubscriptionChange {
  /** When Polar said so. Orders what was said of one state. */
  timestamp: string;
  hash: string;
  /** Who pays. */
  customer: { id: string; external_id?: string | null | undefined };
}

// Everything that differs from one event to the next is in the rows of `target`, which are one
// parameter: so the rest is the same text each time, and is made once.

/** A subscription as `target` has it, beside what it points to. */
function recordOf(subscription: PolarSubscription, change: SubscriptionChange) {
  const { timestamp, hash, customer } = change;
  const { metadata, status: told, modified_at, created_at } = subscription;
  const { status, isKnown } = mapStatus(told);
  return {
    id: subscription.id,
    ...nameColumns(organizationOf([metadata], customer)),
    status,
    provider_status: told,
    is_known: isKnown,
    is_live: liveStatuses.includes(status),
    product_id: subscription.product_id,
    customer_id: customer.id,
    created_at,
    changed_at: modified_at ?? created_at,
    sent_at: timestamp,
    hash,
    current_period_start: subscription.current_period_start,
    current_period_end: subscription.current_period_end,
    cancel_at_period_end: subscription.cancel_at_period_end,
    trial_end: subscription.trial_end,
    ended_at: subscription.ended_at,
    past_due_at: subscription.past_due_at,
  };
}

const columns = sql`
  id text, organization_name text, our_id uuid, clerk_id text, status text, provider_status text,
  is_known boolean, is_live boolean, product_id text, customer_id text, created_at timestamptz,
  changed_at timestamptz, sent_at timestamptz, hash text, current_period_start timestamptz,
  current_period_end timestamptz, cancel_at_period_end boolean, trial_end timestamptz,
  ended_at timestamptz, past_due_at timestamptz`;

const found = sql`
  select subscription.*,
    ${organizationIn({ ours: sql`our_id`, clerks: sql`clerk_id` })} as organization_id,
    (select id from ${plans} where polar_product_id = product_id) as plan_id`;

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
    polar_customer_id: sql`customer_id`,
    current_period_start: sql`current_period_start`,
    current_period_end: sql`current_period_end`,
    cancel_at_period_end: sql`coalesce(cancel_at_period_end, false)`,
    trial_end: sql`trial_end`,
    ended_at: sql`ended_at`,
    past_due_at: sql`past_due_at`,
    // Of two alike the newest is in force, whichever of them we heard of first.
    created_at: sql`created_at`,
    polar_event_at: sql`changed_at`,
    event_rank: rankOf(sql`sent_at`),
    event_tie: sql`hash`,
  },
});

/**
 * The rows of `subscriptions` that Polar's objects give, as common table expressions `target` (one row
 * for each object, with what it points to) and `entity` (one for each that was written). Subscriptions
 * of one customer may belong to several organizations: each goes to the one that its metadata names.
 *
 * Every column comes from the event on every update, so a row is what the greatest event says. One
 * change is sent under several names with the same data: the status tells, the name does not.
 */
export function subscriptionRows(list: PolarSubscription[], change: SubscriptionChange): SQL {
  // Each once, and in one order, so that two that write the same rows do not wait for each other.
  const byId = new Map(list.map((subscription) => [subscription.id, subscription]));
  const inOrder = [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const records = JSON.stringify(inOrder.map((subscription) => recordOf(subscription, change)));
  return sql`
    target as (
      ${found} from jsonb_to_recordset(${records}::jsonb) as subscription (${columns})
    ),
    entity as (${upsert}),`;
}

const applied = sql`(exists (select from entity) or exists (select from terms))`;

const parked = sql`(select case
  when organization_id is null then 'unknown organization'
  when plan_id is null then 'unknown product'
end from target)`;

const waitsFor = sql`(select case
  when organization_id is null then 'organization:' || organization_name
  when plan_id is null then 'product:' || product_id
end from target)`;

const notice = sql`(select case
  when not is_known then 'unknown status'
  when is_live and exists (
    select from ${subscriptions}
    where organization_id = target.organization_id
      and polar_subscription_id <> target.id and status in ('trialing', 'active', 'past_due')
  ) then 'two live subscriptions'
end from target)`;

const organizationId = sql`(select organization_id from target)`;

/** What one `subscription.*` event does. */
export function subscriptionEffect(
  data: PolarTerms & {
    customer_id: string;
    customer?: { external_id?: string | null } | null;
  },
  timestamp: string,
  hash: string,
): Effect {
  const customer = { id: data.customer_id, external_id: data.customer?.external_id };
  const told = recordOf(data, { timestamp, hash, customer });
  const record = JSON.stringify({ ...told, ...termsRecord(data) });
  return {
    entityId: data.id,
    version: { at: told.changed_at, rank: microseconds(timestamp), tie: hash },
    organizationId,
    ctes: sql`
      target as (
        ${found} from jsonb_to_record(${record}::jsonb) as subscription (${columns}, ${termsColumns})
      ),
      entity as (${upsert}),
      terms as (${termsRow}),`,
    applied,
    parked,
    waitsFor,
    notice,
  };
}
