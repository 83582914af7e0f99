import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { currentSubscriptions } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { moment } from "#lib/db/moment.ts";
import { user } from "#lib/identity/schema.ts";
import { managedBy, organizationManagedBy } from "#lib/organizations/managed-by.ts";
import { memberships, organizations, type Role, roles } from "#lib/organizations/schema.ts";
import { type Scope, scoped } from "#lib/organizations/scope.ts";

/** What the frame of every page of an organization shows. */
export const frame = z.object({
  organization: z.object({
    id: z.string(),
    name: z.string(),
    /** The one that it has now, whichever was asked for. */
    slug: z.string(),
    /** The provider in which its name, its people and its end are changed, if not here. */
    managedBy,
  }),
  role: z.enum(roles),
  viewer: z.object({
    id: z.string(),
    name: z.string(),
    email: z.nullable(z.string()),
    isVerified: z.boolean(),
    image: z.nullable(z.string()),
  }),
  /** What is wrong with what the organization pays. */
  payment: z.object({
    /** Since when a payment is owed; after 7 days nothing can be spent. */
    owedSince: z.nullable(moment),
    /** More than one is a mistake, of which owners are told. */
    liveSubscriptions: z.number(),
  }),
  /** Where the viewer is a member, this one among them, by name; the first 50. */
  organizations: z.array(z.object({ name: z.string(), slug: z.string() })),
});

export type Frame = z.output<typeof frame>;

/**
 * Common table expressions for a page of an organization: `scope`, one row with `organization_id` and
 * `role` when the user has at least the role, else none; and `framed`, with `frame` for the schema.
 */
export const framed = (scope: Scope, least?: Role): SQL => sql`scope as (
    select ${organizations.id} as organization_id, ${organizations.name} as name,
      ${organizations.slug} as slug, ${organizationManagedBy} as managed_by,
      ${memberships.role} as role
    from ${scoped(scope, least)}
  ),
  framed as (
    select json_build_object(
      'organization', json_build_object(
        'id', scope.organization_id, 'name', scope.name, 'slug', scope.slug,
        'managedBy', scope.managed_by
      ),
      'role', scope.role,
      'viewer', (
        select json_build_object(
          'id', id, 'name', name, 'email', email, 'isVerified', email_verified, 'image', image_url
        )
        from ${user} where id = ${scope.userId}
      ),
      'payment', (
        select json_build_object(
          'owedSince', case when status = 'past_due'
            then coalesce(past_due_at, current_period_start) end,
          'liveSubscriptions', live_subscriptions
        )
        from ${currentSubscriptions} where organization_id = scope.organization_id
      ),
      'organizations', (
        select json_agg(json_build_object('name', name, 'slug', slug) order by name, slug)
        from (
          select organizations.name, organizations.slug
          from ${memberships}
          join ${organizations} on organizations.id = memberships.organization_id
          where memberships.user_id = ${scope.userId} and memberships.deleted_at is null
            and organizations.deleted_at is null
          order by organizations.name, organizations.slug
          limit 50
        ) as mine
      )
    ) as frame
    from scope
  )`;

/**
 * What a page of an organization shows, in one statement that begins with `framed` and gives one
 * column, `page`; null when the scope does not reach.
 */
export async function readPage<Page>(
  db: Database,
  statement: SQL,
  schema: z.ZodMiniType<Page>,
): Promise<Page | null> {
  const [found] = await rows(db, statement, (row) => schema.parse(row.page));
  return found ?? null;
}
