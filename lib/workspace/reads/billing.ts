import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { balance } from "#lib/billing/metering/lateral.ts";
import { price, priceJson } from "#lib/billing/price.ts";
import { scheduled, scheduledOf } from "#lib/billing/scheduled.ts";
import {
  creditGrants,
  creditPacks,
  currentSubscriptions,
  orders,
  plans,
  subscriptionStatuses,
  subscriptions,
} from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { moment } from "#lib/db/moment.ts";
import { openCount } from "#lib/organizations/invitations/open.ts";
import { memberships } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "#lib/workspace/frame.ts";

const offer = z.object({
  slug: z.string(),
  name: z.string(),
  price,
  /** By the month for a plan, once for a pack. */
  credits: z.number(),
  /** Whether Polar sells it. */
  isSold: z.boolean(),
});

const billing = z.object({
  frame,
  /** The period in which the plan's credits are spent, which need not be that of an invoice. */
  credits: z.object({ start: moment, end: moment }),
  /** Who takes seats of the plan: each open invitation holds one. */
  people: z.object({ memberCount: z.number(), invitedCount: z.number() }),
  /** The plan in force. */
  plan: z.object({ slug: z.string(), name: z.string() }),
  subscription: z.nullable(
    z.object({
      status: z.enum(subscriptionStatuses),
      providerStatus: z.nullable(z.string()),
      currentPeriodStart: z.nullable(moment),
      currentPeriodEnd: z.nullable(moment),
      cancelAtPeriodEnd: z.boolean(),
      scheduled: z.nullable(scheduled),
    }),
  ),
  /** Those that are paid for now; more than one is a mistake to mend. */
  live: z.array(
    z.object({ id: z.string(), plan: z.string(), currentPeriodEnd: z.nullable(moment) }),
  ),
  /** Fewest credits first; `seats` null for no limit. */
  plans: z.array(z.extend(offer, { seats: z.nullable(z.number()) })),
  packs: z.array(z.extend(offer, { validDays: z.nullable(z.number()) })),
  /** Credits bought that have not expired, soonest first. */
  grants: z.array(z.object({ id: z.string(), credits: z.number(), expiresAt: z.nullable(moment) })),
  /** The newest 24. */
  orders: z.array(
    z.object({
      id: z.string(),
      description: z.string(),
      totalAmount: z.number(),
      taxAmount: z.number(),
      refundedAmount: z.number(),
      seats: z.nullable(z.number()),
      units: z.nullable(z.number()),
      currency: z.string(),
      status: z.string(),
      orderedAt: moment,
    }),
  ),
});

export type Billing = z.output<typeof billing>;

/** What the billing page of an organization shows, for its owners; null for everybody else. */
export async function getBilling(db: Database, scope: Scope): Promise<Billing | null> {
  const statement = sql`
    with ${framed(scope, "owner")},
    live as (
      select polar_subscription_id as id, ${plans.name} as plan, current_period_end
      from ${subscriptions} join ${plans} on ${plans.id} = plan_id
      where organization_id = (select organization_id from scope)
        and polar_subscription_id is not null and status in ('trialing', 'active', 'past_due')
    ),
    bought as (
      select * from ${orders} where organization_id = (select organization_id from scope)
      order by ordered_at desc, id desc limit 24
    )
    select json_build_object(
      'frame', framed.frame,
      'credits', json_build_object('start', balance.period_start, 'end', balance.period_end),
      'people', json_build_object(
        'memberCount', (
          select count(*) from ${memberships}
          where organization_id = scope.organization_id and deleted_at is null
        ),
        'invitedCount', ${openCount(sql`scope.organization_id`)}
      ),
      'plan', json_build_object('slug', ${plans.slug}, 'name', ${plans.name}),
      'subscription', case when ${currentSubscriptions.subscriptionId} is not null then
        json_build_object(
          'status', ${currentSubscriptions.status},
          'providerStatus', ${currentSubscriptions.providerStatus},
          'currentPeriodStart', ${currentSubscriptions.currentPeriodStart},
          'currentPeriodEnd', ${currentSubscriptions.currentPeriodEnd},
          'scheduled', ${scheduledOf(sql`${currentSubscriptions.subscriptionId}`)},
          'cancelAtPeriodEnd', ${currentSubscriptions.cancelAtPeriodEnd}
        ) end,
      'live', case when ${currentSubscriptions.liveSubscriptions} > 0 then (
        select coalesce(json_agg(json_build_object(
          'id', id, 'plan', plan, 'currentPeriodEnd', current_period_end
        ) order by current_period_end desc, id), '[]') from live
      ) else '[]' end,
      'plans', (
        select json_agg(json_build_object(
          'slug', slug, 'name', name, 'price', ${priceJson}, 'credits', monthly_credits,
          'seats', seats, 'isSold', polar_product_id is not null and price_cents > 0 and price_problem is null
        ) order by monthly_credits, price_cents, slug) from plans
      ),
      'packs', (
        select coalesce(json_agg(json_build_object(
          'slug', slug, 'name', name, 'price', ${priceJson}, 'credits', credits,
          'validDays', valid_days, 'isSold', polar_product_id is not null and price_problem is null
        ) order by credits, slug), '[]') from ${creditPacks}
      ),
      'grants', (
        select coalesce(json_agg(json_build_object(
          'id', id, 'credits', credits - refunded_credits, 'expiresAt', expires_at
        ) order by expires_at nulls last, id), '[]')
        from ${creditGrants}
        where organization_id = scope.organization_id and credits > refunded_credits
          and (expires_at is null or expires_at > now())
      ),
      'orders', (
        select coalesce(json_agg(json_build_object(
          'id', id, 'description', description, 'totalAmount', total_amount,
          'taxAmount', tax_amount, 'seats', seats, 'units', units,
          'refundedAmount', refunded_amount, 'currency', currency, 'status', status,
          'orderedAt', ordered_at
        ) order by ordered_at desc, id desc), '[]') from bought
      )
    ) as page
    from scope
    cross join framed
    join ${currentSubscriptions}
      on ${currentSubscriptions.organizationId} = scope.organization_id
    join ${plans} on ${plans.id} = ${currentSubscriptions.planId}
    cross join ${balance}`;
  return readPage(db, statement, billing);
}
