import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { currentSubscriptions } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { momentJson } from "#lib/db/moment.ts";
import { readOne } from "#lib/db/read.ts";
import { type Field, field, listOf, oneOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, organizations, type Role } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { scopeOf, tenant } from "#lib/organizations/tenant.ts";

/** Who looks at a page: a row of `user`. */
export const viewer = shape({
  id: user.id,
  name: user.name,
  email: user.email,
  isVerified: user.emailVerified,
  image: user.image,
});

/** What is wrong with what the organization pays. */
const payment = shape({
  /** Since when a payment is owed; after 7 days nothing can be spent. */
  owedSince: field(
    z.nullable(momentJson),
    sql`case when ${currentSubscriptions.status} = 'past_due' then
      coalesce(${currentSubscriptions.pastDueAt}, ${currentSubscriptions.currentPeriodStart}) end`,
  ),
  /** More than one is a mistake, and owners are told about it. */
  liveSubscriptions: currentSubscriptions.liveSubscriptions,
});

const byName = sql`${organizations.name}, ${organizations.slug}`;

/** What the frame of every page of an organization shows, of the row `scope`. */
export const frame = shape({
  organization: shape({
    id: tenant.organizationId,
    name: tenant.name,
    slug: tenant.slug,
    managedBy: tenant.managedBy,
  }),
  role: tenant.role,
  viewer: oneOf(viewer, sql`${user} where ${user.id} = ${tenant.userId}`),
  payment: oneOf(
    payment,
    sql`${currentSubscriptions} where ${currentSubscriptions.organizationId} = ${tenant.organizationId}`,
  ),
  /** Where the viewer is a member, this one among them, by name; the first 50. */
  organizations: listOf(shape({ name: organizations.name, slug: organizations.slug }), {
    from: sql`(
      select ${organizations.name}, ${organizations.slug}
      from ${memberships}
      join ${organizations} on ${organizations.id} = ${memberships.organizationId}
      where ${memberships.userId} = ${tenant.userId} and ${memberships.deletedAt} is null
        and ${organizations.deletedAt} is null
      order by ${byName} limit 50
    ) as ${organizations}`,
    order: byName,
  }),
});

export type Frame = ValueOf<typeof frame>;

interface Page<Found> {
  /** The role that it takes to see the page. */
  least?: Role;
  /** Common table expressions that read from `scope`. */
  with?: SQL;
  /** What it shows, of a row of `scope` and of `from`. */
  page: Field<Found>;
  /** What else is joined: for after `from scope`. */
  from?: SQL;
}

/** What a page of an organization shows, in one statement; null when the scope does not reach. */
export async function readPage<Found>(
  db: Database,
  scope: Scope,
  { least, with: ctes, page, from }: Page<Found>,
): Promise<Found | null> {
  return readOne(db, page, {
    with: sql`${scopeOf(scope, least)}${ctes && sql`, ${ctes}`}`,
    from: sql`scope ${from}`,
  });
}
