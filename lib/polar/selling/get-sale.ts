import type { models } from "@polar-sh/sdk/2026-10";
import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import {
  creditPacks,
  currentSubscriptions,
  orders,
  plans,
  polarCustomers,
  subscriptions,
} from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field, listOf, maybeOf, oneOf, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import type { Person, Scope } from "#lib/organizations/actor.ts";
import { memberships } from "#lib/organizations/schema.ts";
import { inTenant, scopeOf, tenant } from "#lib/organizations/tenant.ts";

const currencyCode = z.catch(
  z.nullable(z.custom<models.PresentmentCurrency>((value) => /^[a-z]{3}$/.test(String(value)))),
  null,
);

const sold = (of: typeof plans | typeof creditPacks) => ({
  slug: of.slug,
  polarProductId: field(z.string(), of.polarProductId),
  /** Of the price that is shown, so that it is the one to pay. */
  currency: field(currencyCode, of.currency),
});

const soldPlan = shape({
  ...sold(plans),
  credits: plans.monthlyCredits,
  priceCents: plans.priceCents,
});

const payers = rowsOf({
  id: field(z.string(), sql`payments.customer_id`),
  isShared: field(
    z.boolean(),
    sql`exists (
      select from payments as others
      where others.customer_id = payments.customer_id
        and others.organization_id <> payments.organization_id
        and not exists (
          select from ${memberships}
          where ${memberships.organizationId} = others.organization_id
            and ${memberships.userId} = ${tenant.userId}
            and ${memberships.role} = 'owner' and ${memberships.deletedAt} is null
        )
    )`,
  ),
});

const current = currentSubscriptions;
const pending = alias(plans, "pending");

const live = shape({
  id: field(z.string(), current.polarSubscriptionId),
  plan: plans.slug,
  credits: plans.monthlyCredits,
  priceCents: plans.priceCents,
  willEnd: field(z.boolean(), current.cancelAtPeriodEnd),
  hasPendingChange: field(z.boolean(), sql`${current.pendingAt} is not null`),
  pendingPlan: field(z.nullable(z.string()), pending.slug),
});

const sale = shape({
  organizationId: tenant.organizationId,
  slug: tenant.slug,
  email: oneOf(user.email, sql`${user} where ${user.id} = ${tenant.userId}`),
  /**
   * The customer at Polar that pays for the organization. It is shared when it pays for another one too,
   * which the person does not own: then its portal is none of theirs.
   */
  customer: maybeOf(shape(payers.of("payer")), sql`payer`),
  /** The subscription in force, at Polar; `pendingPlan` is the one that is scheduled to follow. */
  live: maybeOf(
    live,
    sql`${current} join ${plans} on ${plans.id} = ${current.planId}
      left join ${plans} as ${pending} on ${pending.polarProductId} = ${current.pendingProductId}
      where ${current.organizationId} = ${tenant.organizationId}
        and ${current.status} in ('trialing', 'active', 'past_due')
        and ${current.polarSubscriptionId} is not null`,
  ),
  /** Plans and packs that Polar sells. */
  plans: listOf(soldPlan, {
    from: sql`${plans} where ${plans.polarProductId} is not null and ${plans.priceCents} > 0
      and ${plans.priceProblem} is null`,
  }),
  packs: listOf(shape(sold(creditPacks)), {
    from: sql`${creditPacks} where ${creditPacks.polarProductId} is not null
      and ${creditPacks.priceProblem} is null`,
  }),
});

/** What an owner needs to buy something, or change what was bought. */
export type Sale = ValueOf<typeof sale>;

const reachedSale = shape({ sale: when(sql`${tenant.role} = 'owner'`, sale) });

/** @returns why not, when the person is no owner of the organization. */
export async function getSale(
  db: Database,
  scope: Scope<Person>,
): Promise<Sale | "not_found" | "forbidden"> {
  const found = await readOne(db, reachedSale, {
    with: sql`${scopeOf(scope)},
    payments as not materialized (
      select ${subscriptions.organizationId} as organization_id,
        ${subscriptions.polarCustomerId} as customer_id,
        ${subscriptions.status} in ('trialing', 'active', 'past_due') as is_live,
        ${subscriptions.createdAt} as created_at
      from ${subscriptions} where ${subscriptions.polarCustomerId} is not null
      union all
      select ${orders.organizationId}, ${orders.polarCustomerId}, false, ${orders.orderedAt}
      from ${orders} where ${orders.polarCustomerId} is not null
    ),
    payer as (
      select ${payers.columns}
      from payments cross join scope
      where ${inTenant(sql`payments.organization_id`)}
        and not exists (
          select from ${polarCustomers}
          where ${polarCustomers.polarCustomerId} = payments.customer_id
            and ${polarCustomers.deletedAt} is not null
        )
      order by payments.is_live desc, payments.created_at desc limit 1
    )`,
    from: sql`scope`,
  });
  if (!found) return "not_found";
  return found.sale ?? "forbidden";
}
