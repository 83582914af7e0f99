import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { type Delivery, type Effect, type Recorded, record } from "#lib/webhooks/inbox.ts";
import type { Envelope } from "#lib/webhooks/receive.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { sha256, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import { mapStatus, organizationOf, subscriptionEvent } from "./polar-events.ts";
import { plans, subscriptions } from "./schema.ts";

/** Records one verified delivery of Polar. */
export async function recordPolarEvent(
  db: Database,
  delivery: Delivery,
  envelope: Envelope,
): Promise<Recorded> {
  return record(db, delivery, await effectOf(delivery, envelope));
}

async function effectOf({ type, body }: Delivery, envelope: Envelope): Promise<Effect> {
  if (!type.startsWith("subscription.")) return { ignored: "unknown type" };
  const event = subscriptionEvent.safeParse(envelope);
  if (!event.success) {
    return { parked: sql`${`unreadable: ${event.error.issues[0]?.path.join(".")}`}::text` };
  }
  return subscriptionEffect(event.data, await sha256(body));
}

type SubscriptionEvent = ReturnType<typeof subscriptionEvent.parse>;

/**
 * Every column comes from the event on every update, so the row is what the greatest event says.
 * One change is sent under several names with the same data: the status tells, the name does not.
 */
function subscriptionEffect({ timestamp, data }: SubscriptionEvent, hash: string): Effect {
  const version = {
    at: data.modified_at ?? data.created_at,
    rank: sql`(extract(epoch from ${timestamp}::timestamptz) * 1000000)::bigint`,
    tie: hash,
  };
  const upsert = guardedUpsert({
    table: subscriptions,
    key: "polar_subscription_id",
    from: sql`fresh, target where organization_id is not null and plan_id is not null`,
    version: versionColumns("polar_event_at"),
    values: {
      polar_subscription_id: sql`${data.id}::text`,
      organization_id: sql`organization_id`,
      plan_id: sql`plan_id`,
      status: sql`${mapStatus(data.status).status}::text`,
      provider_status: sql`${data.status}::text`,
      polar_customer_id: sql`${data.customer_id ?? null}::text`,
      current_period_start: sql`${data.current_period_start ?? null}::timestamptz`,
      current_period_end: sql`${data.current_period_end ?? null}::timestamptz`,
      cancel_at_period_end: sql`${data.cancel_at_period_end ?? false}::boolean`,
      trial_end: sql`${data.trial_end ?? null}::timestamptz`,
      ended_at: sql`${data.ended_at ?? null}::timestamptz`,
      ...versionValues(version, "polar_event_at"),
    },
  });
  return {
    entityId: data.id,
    version,
    ctes: sql`
      target as (
        select
          (select id from ${organizations} where id = ${organizationOf(data)}::uuid) as organization_id,
          (select id from ${plans} where polar_product_id = ${data.product_id}) as plan_id
      ),
      entity as (${upsert}),`,
    applied: sql`exists (select from entity)`,
    parked: sql`(select case
      when organization_id is null then 'unknown organization'
      when plan_id is null then 'unknown product'
    end from target)`,
  };
}
