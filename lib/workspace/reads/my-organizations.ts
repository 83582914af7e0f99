import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { currentSubscriptions, plans } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { keyset, type Place, type Turned, turn } from "#lib/db/keyset.ts";
import { moment } from "#lib/db/moment.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, organizations, roles } from "#lib/organizations/schema.ts";
import { readPage } from "#lib/workspace/frame.ts";

const organization = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  role: z.enum(roles),
  memberCount: z.number(),
  planName: z.string(),
});

/** One that its owner deleted, and may take back until it goes. */
const leaving = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  role: z.enum(roles),
  goesAt: moment,
});

const mine = z.object({
  viewer: z.object({
    id: z.string(),
    name: z.string(),
    email: z.nullable(z.string()),
    isVerified: z.boolean(),
    image: z.nullable(z.string()),
  }),
  organizations: z.array(organization),
  hasPlace: z.boolean(),
  leaving: z.array(leaving),
});

export type MyOrganization = z.output<typeof organization>;
export type LeavingOrganization = z.output<typeof leaving>;

export interface MyOrganizations
  extends Omit<z.output<typeof mine>, "organizations" | "hasPlace">,
    Turned<MyOrganization> {}

export const organizationsPerPage = 50;

/** Where somebody is a member, by name, a page of it; null when there is no such person. */
export async function listMyOrganizations(
  db: Database,
  { userId }: { userId: string },
  { after, before }: Place = {},
): Promise<MyOrganizations | null> {
  const place = { after, before };
  const { tables, order } = keyset({
    list: sql`select * from own where deleted_at is null`,
    places: sql`select * from own`,
    keys: [sql`lower(name)`],
    place,
    size: organizationsPerPage,
  });
  const statement = sql`
    with own as (
      select organizations.id, organizations.name, organizations.slug, organizations.deleted_at,
        organizations.purge_after, memberships.role
      from ${memberships}
      join ${organizations} on organizations.id = memberships.organization_id
      where memberships.user_id = ${userId}::text and memberships.deleted_at is null
    ),
    ${tables}
    select json_build_object(
      'viewer', json_build_object(
        'id', "user".id, 'name', "user".name, 'email', "user".email,
        'isVerified', "user".email_verified, 'image', "user".image_url
      ),
      'organizations', (
        select coalesce(json_agg(json_build_object(
          'id', id, 'name', name, 'slug', slug, 'role', role,
          'memberCount', (
            select count(*) from ${memberships}
            where organization_id = page.id and deleted_at is null
          ),
          'planName', (
            select plans.name from ${currentSubscriptions}
            join ${plans} on plans.id = current_subscriptions.plan_id
            where current_subscriptions.organization_id = page.id
          )
        ) order by ${order}), '[]') from page
      ),
      'hasPlace', exists (select from place),
      'leaving', (
        select coalesce(json_agg(json_build_object(
          'id', id, 'name', name, 'slug', slug, 'role', role, 'goesAt', purge_after
        ) order by purge_after, id), '[]')
        from own where deleted_at is not null and purge_after > now()
      )
    ) as page
    from ${user}
    where "user".id = ${userId}::text and "user".deleted_at is null`;
  const found = await readPage(db, statement, mine);
  if (!found) return null;
  const { organizations: rows, hasPlace, ...rest } = found;
  return { ...rest, ...turn(rows, hasPlace, place, organizationsPerPage) };
}
