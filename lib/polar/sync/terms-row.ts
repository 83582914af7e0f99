import type { SQL } from "drizzle-orm";
import { subscriptionTerms } from "#lib/billing/schema.ts";
import { sql } from "#lib/db/sql.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { type Version, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import type { PolarTerms } from "./events.ts";

/** The upsert of what is told of a subscription in full; `target` is the subscription, as it is written. */
export function termsRow(subscription: PolarTerms, version: Version): SQL {
  const { pending_update: pending } = subscription;
  const timestamp = (value: string | null | undefined) => sql`${value ?? null}::timestamptz`;
  return guardedUpsert({
    table: subscriptionTerms,
    key: ["polar_subscription_id"],
    from: sql`fresh, target where organization_id is not null and plan_id is not null`,
    version: versionColumns(),
    values: {
      polar_subscription_id: sql`target.id`,
      organization_id: sql`organization_id`,
      amount: sql`${subscription.amount ?? null}::bigint`,
      currency: sql`${subscription.currency ?? null}::text`,
      interval: sql`${subscription.recurring_interval ?? null}::text`,
      interval_count: sql`${subscription.recurring_interval_count ?? null}::integer`,
      started_at: timestamp(subscription.started_at),
      meter_period_start: timestamp(subscription.current_meter_period_start),
      meter_period_end: timestamp(subscription.current_meter_period_end),
      pause_at_period_end: sql`${subscription.pause_at_period_end ?? false}::boolean`,
      resumes_at: timestamp(subscription.resumes_at),
      pending_at: timestamp(pending?.applies_at),
      pending_product_id: sql`${pending?.product_id ?? null}::text`,
      pending_seats: sql`${pending?.seats ?? null}::integer`,
      pending_units: sql`${pending?.units ?? null}::integer`,
      ...versionValues(version),
    },
  });
}
