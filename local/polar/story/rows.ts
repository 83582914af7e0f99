import { sql } from "drizzle-orm";
import { creditGrants } from "#lib/billing/metering/schema.ts";
import {
  currentSubscriptions,
  orders,
  plans,
  polarCustomers,
  subscriptions,
} from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import type { Rows } from "#local/lifecycle/event.ts";
import { micro, readRows } from "#local/lifecycle/read-rows.ts";

/** What the tables hold of some organizations' billing, in the words of the model. */
export async function readPolarRows(db: Database, organizationIds: string[]): Promise<Rows> {
  const own = sql`organization_id in (
    select value::uuid from jsonb_array_elements_text(${JSON.stringify(organizationIds)}::jsonb)
  )`;
  const plan = sql`(select slug from ${plans} where id = plan_id)`;
  return readRows(
    db,
    sql`
    select 'customer ' || polar_customer_id as key, jsonb_build_object(
      'organization_id', organization_id, 'active_subscriptions', active_subscriptions,
      'deleted_at', ${micro(sql`deleted_at`)}, 'event_at', ${micro(sql`event_at`)},
      'event_rank', event_rank, 'event_tie', event_tie
    ) as value
    from ${polarCustomers} where ${own}
    union all
    select 'subscription ' || polar_subscription_id, jsonb_build_object(
      'organization_id', organization_id, 'plan', ${plan}, 'status', status,
      'provider_status', provider_status, 'polar_customer_id', polar_customer_id,
      'current_period_start', ${micro(sql`current_period_start`)},
      'current_period_end', ${micro(sql`current_period_end`)},
      'cancel_at_period_end', cancel_at_period_end, 'trial_end', ${micro(sql`trial_end`)},
      'ended_at', ${micro(sql`ended_at`)}, 'created_at', ${micro(sql`created_at`)},
      'polar_event_at', ${micro(sql`polar_event_at`)}, 'event_rank', event_rank,
      'event_tie', event_tie
    )
    from ${subscriptions} where ${own}
    union all
    select 'grant ' || polar_order_id, jsonb_build_object(
      'organization_id', organization_id, 'credits', credits,
      'refund_requested', refund_requested, 'refunded_credits', refunded_credits,
      'expires_at', ${micro(sql`expires_at`)}, 'event_at', ${micro(sql`event_at`)},
      'event_rank', event_rank, 'event_tie', event_tie
    )
    from ${creditGrants} where ${own}
    union all
    select 'order ' || polar_order_id, jsonb_build_object(
      'organization_id', organization_id, 'total_amount', total_amount,
      'refunded_amount', refunded_amount, 'status', status,
      'ordered_at', ${micro(sql`ordered_at`)}, 'event_at', ${micro(sql`event_at`)},
      'event_rank', event_rank, 'event_tie', event_tie
    )
    from ${orders} where ${own}
    union all
    select 'current ' || organization_id, jsonb_build_object(
      'subscription', (
        select polar_subscription_id from ${subscriptions}
        where subscriptions.id = current_subscriptions.subscription_id
      ),
      'plan', ${plan}, 'status', status, 'provider_status', provider_status,
      'current_period_start', ${micro(sql`current_period_start`)},
      'current_period_end', ${micro(sql`current_period_end`)},
      'cancel_at_period_end', cancel_at_period_end, 'live_subscriptions', live_subscriptions
    )
    from ${currentSubscriptions} where ${own}`,
  );
}
