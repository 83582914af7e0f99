import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { creditPacks, currentSubscriptions, plans, subscriptions } from "#lib/billing/schema.ts";
import { type ReadDatabase, rows } from "#lib/db/database.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";
import { type PersonScope, scoped } from "#lib/organizations/scope.ts";

const sold = z.object({ slug: z.string(), polarProductId: z.string() });

const sale = z.object({
  organizationId: z.string(),
  slug: z.string(),
  email: z.nullable(z.string()),
  /** The subscription in force, at Polar. */
  live: z.nullable(z.object({ id: z.string(), plan: z.string() })),
  /** Plans and packs that Polar sells. */
  plans: z.array(sold),
  packs: z.array(sold),
});

/** What an owner needs to buy something, or change what was bought. */
export type Sale = z.output<typeof sale>;

/** @returns why not, when the person is no owner of the organization. */
export async function getSale(
  db: ReadDatabase,
  scope: PersonScope,
): Promise<Sale | "not_found" | "forbidden"> {
  const statement = sql`
    with scope as (
      select ${organizations.id} as organization_id, ${organizations.slug} as slug,
        ${memberships.role} as role
      from ${scoped(scope)}
    )
    select case when role = 'owner' then json_build_object(
      'organizationId', scope.organization_id,
      'slug', scope.slug,
      'email', (select email from ${user} where id = ${scope.userId}::text),
      'live', (
        select json_build_object('id', it.polar_subscription_id, 'plan', ${plans.slug})
        from ${currentSubscriptions}
        join ${subscriptions} as it on it.id = current_subscriptions.subscription_id
        join ${plans} on ${plans.id} = it.plan_id
        where current_subscriptions.organization_id = scope.organization_id
          and current_subscriptions.status in ('trialing', 'active', 'past_due')
          and it.polar_subscription_id is not null
      ),
      'plans', (
        select coalesce(json_agg(json_build_object(
          'slug', slug, 'polarProductId', polar_product_id
        )), '[]') from ${plans} where polar_product_id is not null and price_cents > 0
      ),
      'packs', (
        select coalesce(json_agg(json_build_object(
          'slug', slug, 'polarProductId', polar_product_id
        )), '[]') from ${creditPacks} where polar_product_id is not null
      )
    ) end as sale
    from scope`;
  const [found] = await rows(db, statement, (row) => z.nullable(sale).parse(row.sale));
  if (found === undefined) return "not_found";
  return found ?? "forbidden";
}
