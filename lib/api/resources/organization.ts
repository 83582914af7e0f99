import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { currentSubscriptions, plans } from "#lib/billing/schema.ts";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { anyUuid } from "#lib/db/uuid.ts";
import { memberships, organizations, roles } from "#lib/organizations/schema.ts";
import { keyMembership, type Scope } from "#lib/organizations/scope.ts";
import { organizationVersion } from "#lib/organizations/version.ts";
import { type ListQuery, moment, reached, readList } from "./list.ts";

export const organization = z.object({
  id: anyUuid(),
  slug: z.string(),
  name: z.string(),
  /** What whoever asks may do there; a key does what an admin does, as far as its scopes go. */
  role: z.enum(roles),
  plan: z.string(),
  createdAt: moment,
});
export type Organization = z.output<typeof organization>;

/** A row of `organizations` and the role of who asks, as JSON. */
const organizationJson = (row: SQL): SQL => sql`json_build_object(
  'id', ${row}.id, 'slug', ${row}.slug, 'name', ${row}.name, 'role', ${row}.role,
  'plan', (
    select plans.slug from ${currentSubscriptions}
    join ${plans} on plans.id = current_subscriptions.plan_id
    where current_subscriptions.organization_id = ${row}.id
  ),
  'createdAt', ${row}.created_at
)`;

const versioned = z.object({ organization, version: z.string() });

/** An organization and its version, for whoever has a part in it. */
export async function getOrganization(
  db: Database,
  scope: Scope,
): Promise<z.output<typeof versioned> | null> {
  const row = sql`tenant`;
  const statement = act(
    reached(scope),
    sql`select ${organizationJson(row)} as organization, ${organizationVersion(row)} as version
      from (
        select organizations.*, reached.role
        from reached join ${organizations} on organizations.id = reached.organization_id
      ) as tenant`,
  );
  const [found] = await rows(db, statement, (line) => versioned.parse(line));
  return found ?? null;
}

/** The organizations that somebody is a member of, by name; of a key, the one that it is for. */
export function listOrganizations(
  db: Database,
  { userId, key, isAdmitted }: Omit<Scope, "slug">,
  query: ListQuery,
) {
  const members = key ? keyMembership(key) : sql`${memberships}`;
  return readList(
    db,
    {
      reached: sql`reach as (select true as may
        ${isAdmitted ? sql`from admission where go` : sql``})`,
      list: sql`
        select organizations.*, memberships.role
        from ${members} join ${organizations} on organizations.id = memberships.organization_id
        where ${key ? sql`true` : sql`memberships.user_id = ${userId}::text`}
          and memberships.deleted_at is null and organizations.deleted_at is null
          and exists (select from reach)`,
      keys: [sql`lower(name)`],
      json: organizationJson(sql`page`),
      item: organization,
    },
    query,
  );
}
