import * as z from "zod/mini";
import { balance, balanced } from "#lib/billing/metering/balance-columns.ts";
import { creditGrants } from "#lib/billing/metering/schema.ts";
import { planInForce } from "#lib/billing/plan-in-force.ts";
import { priceOf } from "#lib/billing/price.ts";
import {
  creditPacks,
  currentSubscriptions,
  orders,
  plans,
  subscriptions,
} from "#lib/billing/schema.ts";
import { isSubscribed, subscription } from "#lib/billing/subscription.ts";
import type { Database } from "#lib/db/database.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field, listOf, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";
import { seatsTaken } from "./seats.ts";

const subscribed = rowsOf({
  id: field(z.string(), subscriptions.polarSubscriptionId),
  plan: plans.name,
  currentPeriodEnd: subscriptions.currentPeriodEnd,
});
const live = subscribed.of("live");

/** Whether Polar sells it. */
const isSold = (of: typeof plans | typeof creditPacks) =>
  field(z.boolean(), sql`${of.polarProductId} is not null and ${of.priceProblem} is null`);

const plan = shape({
  slug: plans.slug,
  name: plans.name,
  price: priceOf(plans),
  /** By the month. */
  credits: plans.monthlyCredits,
  isSold: field(z.boolean(), sql`${isSold(plans)} and ${plans.priceCents} > 0`),
  seats: plans.seats,
});

const pack = shape({
  slug: creditPacks.slug,
  name: creditPacks.name,
  price: priceOf(creditPacks),
  /** Once. */
  credits: creditPacks.credits,
  isSold: isSold(creditPacks),
  validDays: creditPacks.validDays,
});

const grant = shape({
  id: creditGrants.id,
  /** Else it was given back: an act was charged for it and did not need it. */
  isPurchased: field(z.boolean(), sql`${creditGrants.polarOrderId} is not null`),
  credits: field(z.number(), sql`${creditGrants.credits} - ${creditGrants.refundedCredits}`),
  expiresAt: creditGrants.expiresAt,
});

const order = shape({
  id: orders.id,
  description: orders.description,
  totalAmount: orders.totalAmount,
  taxAmount: orders.taxAmount,
  refundedAmount: orders.refundedAmount,
  seats: orders.seats,
  units: orders.units,
  currency: orders.currency,
  status: orders.status,
  orderedAt: orders.orderedAt,
});

const latestFirst = sql`${orders.orderedAt} desc, ${orders.id} desc`;

const billing = shape({
  frame,
  /** The period in which the plan's credits are spent, which need not be that of an invoice. */
  credits: shape({ start: balanced.periodStart, end: balanced.periodEnd }),
  /** Who takes seats of the plan. */
  people: shape(seatsTaken),
  /** The plan in force. */
  plan: shape({ slug: plans.slug, name: plans.name }),
  subscription: when(
    isSubscribed,
    shape({ ...subscription, currentPeriodStart: currentSubscriptions.currentPeriodStart }),
  ),
  /** Those that are paid for now; more than one is a mistake to mend. */
  live: listOf(shape(live), {
    from: sql`live where ${currentSubscriptions.liveSubscriptions} > 0`,
    order: sql`${live.currentPeriodEnd} desc, ${live.id}`,
  }),
  /** Fewest credits first; `seats` null for no limit. */
  plans: listOf(plan, {
    from: sql`${plans}`,
    order: sql`${plans.monthlyCredits}, ${plans.priceCents}, ${plans.slug}`,
  }),
  packs: listOf(pack, {
    from: sql`${creditPacks}`,
    order: sql`${creditPacks.credits}, ${creditPacks.slug}`,
  }),
  /** Credits bought or given back that have not expired, soonest first. */
  grants: listOf(grant, {
    from: sql`${creditGrants} where ${creditGrants.organizationId} = ${tenant.organizationId}
      and ${creditGrants.credits} > ${creditGrants.refundedCredits}
      and (${creditGrants.expiresAt} is null or ${creditGrants.expiresAt} > now())`,
    order: sql`${creditGrants.expiresAt} nulls last, ${creditGrants.id}`,
  }),
  /** The newest 24. */
  orders: listOf(order, {
    from: sql`(
      select * from ${orders} where ${orders.organizationId} = ${tenant.organizationId}
      order by ${latestFirst} limit 24
    ) as ${orders}`,
    order: latestFirst,
  }),
});

export type Billing = ValueOf<typeof billing>;

/** What the billing page of an organization shows, for its owners; null for everybody else. */
export async function getBilling(db: Database, scope: Scope): Promise<Billing | null> {
  return readPage(db, scope, {
    least: permissions["billing.read"].least,
    with: sql`live as (
      select ${subscribed.columns}
      from ${subscriptions} join ${plans} on ${plans.id} = ${subscriptions.planId}
      where ${inTenant(subscriptions.organizationId)}
        and ${subscriptions.polarSubscriptionId} is not null
        and ${subscriptions.status} in ('trialing', 'active', 'past_due')
    )`,
    page: billing,
    from: sql`${planInForce(tenant.organizationId)} cross join ${balance}`,
  });
}
