import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { balance } from "#lib/billing/balance.ts";
import { currentSubscriptions, plans, subscriptionStatuses } from "#lib/billing/schema.ts";
import { type ReadDatabase, rows } from "#lib/db/database.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, organizations, roles } from "#lib/organizations/schema.ts";
import { type Scope, scoped } from "#lib/organizations/scope.ts";

const moment = z.pipe(
  z.string(),
  z.transform((value) => new Date(value)),
);

const overview = z.object({
  name: z.string(),
  slug: z.string(),
  role: z.enum(roles),
  viewer: z.object({ name: z.string(), email: z.nullable(z.string()) }),
  memberCount: z.number(),
  /** The first of them, owners before admins before members, then by name. */
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.nullable(z.string()),
      role: z.enum(roles),
    }),
  ),
  plan: z.object({ slug: z.string(), name: z.string() }),
  subscription: z.nullable(
    z.object({
      status: z.enum(subscriptionStatuses),
      providerStatus: z.nullable(z.string()),
      currentPeriodEnd: z.nullable(moment),
      cancelAtPeriodEnd: z.boolean(),
      liveSubscriptions: z.number(),
    }),
  ),
  /** In credits; `left` is never below zero. */
  credits: z.object({ used: z.number(), left: z.number(), total: z.number(), renewsAt: moment }),
});

export type Overview = z.output<typeof overview>;

const shownMembers = 12;

/**
 * What the first page of an organization shows, in one statement; null when there is no such
 * organization or the user is not in it.
 */
export async function getOverview(db: ReadDatabase, scope: Scope): Promise<Overview | null> {
  const statement = sql`
    with scope as (
      select ${organizations.id} as organization_id, ${organizations.name}, ${organizations.slug},
        ${memberships.role}
      from ${scoped(scope)}
    ),
    people as (
      select ${user.id}, ${user.name}, ${user.email}, ${memberships.role},
        array_position(array['owner', 'admin', 'member'], ${memberships.role}) as rank
      from ${memberships}
      join ${user} on ${user.id} = ${memberships.userId}
      where ${memberships.organizationId} = (select organization_id from scope)
        and ${memberships.deletedAt} is null
    )
    select json_build_object(
      'name', scope.name,
      'slug', scope.slug,
      'role', scope.role,
      'viewer', (select json_build_object('name', name, 'email', email) from people where id = ${scope.userId}),
      'memberCount', (select count(*) from people),
      'members', (
        select json_agg(json_build_object('id', id, 'name', name, 'email', email, 'role', role))
        from (select * from people order by rank, name, id limit ${shownMembers}::integer) as shown
      ),
      'plan', json_build_object('slug', ${plans.slug}, 'name', ${plans.name}),
      'subscription', case when ${currentSubscriptions.subscriptionId} is not null then
        json_build_object(
          'status', ${currentSubscriptions.status},
          'providerStatus', ${currentSubscriptions.providerStatus},
          'currentPeriodEnd', ${currentSubscriptions.currentPeriodEnd},
          'cancelAtPeriodEnd', ${currentSubscriptions.cancelAtPeriodEnd},
          'liveSubscriptions', ${currentSubscriptions.liveSubscriptions}
        ) end,
      'credits', json_build_object(
        'used', balance.used,
        'total', balance.included + balance.granted,
        'left', greatest(balance.included + balance.granted - balance.used, 0),
        'renewsAt', balance.end
      )
    ) as overview
    from scope
    join ${currentSubscriptions}
      on ${currentSubscriptions.organizationId} = scope.organization_id
    join ${plans} on ${plans.id} = ${currentSubscriptions.planId}
    cross join ${balance}`;
  const [found] = await rows(db, statement, (row) => overview.parse(row.overview));
  return found ?? null;
}
