import { subscriptionTerms } from "#lib/billing/schema.ts";
import { sql } from "#lib/db/sql.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { rankOf, versionColumns } from "#lib/webhooks/version.ts";
import type { PolarTerms } from "./events.ts";

/** What is told of a subscription in full, as `target` has it (`subscription.ts`). */
export const termsRecord = ({ pending_update: pending, ...subscription }: PolarTerms) => ({
  amount: subscription.amount,
  currency: subscription.currency,
  recurring_interval: subscription.recurring_interval,
  recurring_interval_count: subscription.recurring_interval_count,
  started_at: subscription.started_at,
  current_meter_period_start: subscription.current_meter_period_start,
  current_meter_period_end: subscription.current_meter_period_end,
  pause_at_period_end: subscription.pause_at_period_end,
  resumes_at: subscription.resumes_at,
  pending_at: pending?.applies_at,
  pending_product_id: pending?.product_id,
  pending_seats: pending?.seats,
  pending_units: pending?.units,
});

/** The columns of such a record. */
export const termsColumns = sql`
  amount bigint, currency text, recurring_interval text, recurring_interval_count integer,
  started_at timestamptz, current_meter_period_start timestamptz,
  current_meter_period_end timestamptz, pause_at_period_end boolean, resumes_at timestamptz,
  pending_at timestamptz, pending_product_id text, pending_seats integer, pending_units integer`;

/** The upsert of what is told of a subscription in full; `target` is the subscription. */
export const termsRow = guardedUpsert({
  table: subscriptionTerms,
  key: ["polar_subscription_id"],
  from: sql`fresh, target where organization_id is not null and plan_id is not null`,
  version: versionColumns(),
  values: {
    polar_subscription_id: sql`target.id`,
    organization_id: sql`organization_id`,
    amount: sql`amount`,
    currency: sql`currency`,
    interval: sql`recurring_interval`,
    interval_count: sql`recurring_interval_count`,
    started_at: sql`started_at`,
    meter_period_start: sql`current_meter_period_start`,
    meter_period_end: sql`current_meter_period_end`,
    pause_at_period_end: sql`coalesce(pause_at_period_end, false)`,
    resumes_at: sql`resumes_at`,
    pending_at: sql`pending_at`,
    pending_product_id: sql`pending_product_id`,
    pending_seats: sql`pending_seats`,
    pending_units: sql`pending_units`,
    event_at: sql`changed_at`,
    event_rank: rankOf(sql`sent_at`),
    event_tie: sql`hash`,
  },
});
