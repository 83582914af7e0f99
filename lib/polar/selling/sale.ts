import type { models } from "@polar-sh/sdk/2026-10";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import {
  creditPacks,
  currentSubscriptions,
  orders,
  plans,
  polarCustomers,
  subscriptions,
  subscriptionTerms,
} from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";
import { type PersonScope, scoped } from "#lib/organizations/scope.ts";

const sold = z.object({
  slug: z.string(),
  polarProductId: z.string(),
  /** Of the price that is shown, so that it is the one to pay. */
  currency: z.catch(
    z.nullable(z.custom<models.PresentmentCurrency>((value) => /^[a-z]{3}$/.test(String(value)))),
    null,
  ),
});
const soldPlan = z.extend(sold, { credits: z.number(), priceCents: z.number() });

const sale = z.object({
  organizationId: z.string(),
  slug: z.string(),
  email: z.nullable(z.string()),
  /**
   * The customer at Polar that pays for the organization. It is shared when it pays for another one too,
   * which the person does not own: then its portal is none of theirs.
   */
  customer: z.nullable(z.object({ id: z.string(), isShared: z.boolean() })),
  /** The subscription in force, at Polar; `pendingPlan` is the one that is scheduled to follow. */
  live: z.nullable(
    z.object({
      id: z.string(),
      plan: z.string(),
      credits: z.number(),
      priceCents: z.number(),
      willEnd: z.boolean(),
      hasPendingChange: z.boolean(),
      pendingPlan: z.nullable(z.string()),
    }),
  ),
  /** Plans and packs that Polar sells. */
  plans: z.array(soldPlan),
  packs: z.array(sold),
});

/** What an owner needs to buy something, or change what was bought. */
export type Sale = z.output<typeof sale>;

/** @returns why not, when the person is no owner of the organization. */
export async function getSale(
  db: Database,
  scope: PersonScope,
): Promise<Sale | "not_found" | "forbidden"> {
  const statement = sql`
    with scope as (
      select ${organizations.id} as organization_id, ${organizations.slug} as slug,
        ${memberships.role} as role
      from ${scoped(scope)}
    ),
    payments as not materialized (
      select organization_id, polar_customer_id as customer_id,
        status in ('trialing', 'active', 'past_due') as is_live, created_at
      from ${subscriptions} where polar_customer_id is not null
      union all
      select organization_id, polar_customer_id, false, ordered_at
      from ${orders} where polar_customer_id is not null
    ),
    payer as (
      select customer_id as id, exists (
        select from payments as others
        where others.customer_id = payments.customer_id
          and others.organization_id <> payments.organization_id
          and not exists (
            select from ${memberships}
            where ${memberships.organizationId} = others.organization_id
              and ${memberships.userId} = ${scope.userId}::text
              and ${memberships.role} = 'owner' and ${memberships.deletedAt} is null
          )
      ) as is_shared
      from payments
      where organization_id = (select organization_id from scope)
        and not exists (
          select from ${polarCustomers}
          where polar_customer_id = payments.customer_id and ${polarCustomers.deletedAt} is not null
        )
      order by is_live desc, created_at desc limit 1
    )
    select case when role = 'owner' then json_build_object(
      'organizationId', scope.organization_id,
      'slug', scope.slug,
      'customer', (select json_build_object('id', id, 'isShared', is_shared) from payer),
      'email', (select email from ${user} where id = ${scope.userId}::text),
      'live', (
        select json_build_object(
          'id', it.polar_subscription_id, 'plan', ${plans.slug}, 'credits', ${plans.monthlyCredits},
          'priceCents', ${plans.priceCents}, 'willEnd', it.cancel_at_period_end,
          'hasPendingChange', terms.pending_at is not null, 'pendingPlan', pending.slug
        )
        from ${currentSubscriptions}
        join ${subscriptions} as it on it.id = current_subscriptions.subscription_id
        join ${plans} on ${plans.id} = it.plan_id
        left join ${subscriptionTerms} as terms
          on terms.polar_subscription_id = it.polar_subscription_id
        left join ${plans} as pending on pending.polar_product_id = terms.pending_product_id
        where current_subscriptions.organization_id = scope.organization_id
          and current_subscriptions.status in ('trialing', 'active', 'past_due')
          and it.polar_subscription_id is not null
      ),
      'plans', (
        select coalesce(json_agg(json_build_object(
          'slug', slug, 'polarProductId', polar_product_id, 'currency', currency,
          'credits', monthly_credits,
          'priceCents', price_cents
        )), '[]') from ${plans} where polar_product_id is not null and price_cents > 0
          and price_problem is null
      ),
      'packs', (
        select coalesce(json_agg(json_build_object(
          'slug', slug, 'polarProductId', polar_product_id, 'currency', currency
        )), '[]') from ${creditPacks} where polar_product_id is not null and price_problem is null
      )
    ) end as sale
    from scope`;
  const [found] = await rows(db, statement, (row) => z.nullable(sale).parse(row.sale));
  if (found === undefined) return "not_found";
  return found ?? "forbidden";
}
