import type { ClerkOrganization } from "#lib/clerk/sync/events.ts";
import { isForeign } from "#lib/clerk/sync/foreign.ts";
import { sql } from "#lib/db/sql.ts";
import { invitations, memberships, organizations } from "#lib/organizations/schema.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { type Version, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import { personStub, stubSlug } from "./stubs.ts";

/** What an `organization.*` event does. */
export function organizationEffect(
  data: ClerkOrganization,
  version: Version,
  isDeleted: boolean,
): Effect {
  const slug = (!isDeleted && data.slug) || stubSlug(data.id);
  const upsert = guardedUpsert({
    table: organizations,
    key: ["clerk_organization_id"],
    from: sql`fresh where not exists (select from rival)`,
    // As with people, a deleted organization stays deleted.
    version: [sql.raw("deleted_at is not null"), ...versionColumns()],
    returning: sql`id, deleted_at`,
    values: {
      clerk_organization_id: sql`${data.id}::text`,
      slug: sql`${slug}::text`,
      name: sql`${(!isDeleted && data.name) || ""}::text`,
      deleted_at: isDeleted ? sql`${version.at}::timestamptz` : sql`null::timestamptz`,
      created_at: sql`${data.created_at ? new Date(data.created_at).toISOString() : version.at}::timestamptz`,
      ...versionValues(version),
    },
    // A deletion does not say when it began.
    updates: data.created_at ? {} : { created_at: sql`present.created_at` },
  });
  return {
    entityId: data.id,
    version,
    organizationId: sql`coalesce(
      (select id from entity),
      (select id from ${organizations} where clerk_organization_id = ${data.id})
    )`,
    // Two organizations that swap slugs pass through a state in which both have one.
    parked: sql`case when exists (select from rival) then 'slug is taken' end`,
    waitsFor: sql`'slug'`,
    provides: [`organization:${data.id}`, "slug"],
    ctes: sql`
      rival as (
        select from ${organizations}
        where slug = ${slug} and clerk_organization_id is distinct from ${data.id}
      ),
      entity as (${upsert}),
      erased as (
        delete from ${invitations}
        where organization_id = (select id from entity where deleted_at is not null)
      ),
      ${isDeleted || !data.created_by ? sql`` : creator(data.created_by, data.id)}`,
    applied: sql`exists (select from entity)`,
  };
}

/**
 * Marks the creator's membership, which may come before or after: until it comes, the mark is on a
 * membership that has ended. Both write the same row, so the later one sees what the earlier one left.
 *
 * It stays told even by an event that came too late for all else, since a later one may not repeat it.
 * An event that was overtaken just now does not see the organization: then Postgres refuses a
 * membership without one, and the statement is tried again.
 */
const creator = (userId: string, clerkOrganizationId: string) => sql`
  ${personStub({ id: userId }, { after: sql`entity` })},
  creator as (
    insert into ${memberships} as present (organization_id, user_id, is_creator, deleted_at)
    select coalesce(
        (select id from entity),
        (select id from ${organizations} where clerk_organization_id = ${clerkOrganizationId})
      ), ${userId}::text, true, '-infinity'
    from fresh
    where not exists (select from rival) and not ${isForeign(userId)}
      and (select count(*) from person) >= 0
    on conflict (organization_id, user_id) do update set
      is_creator = true
    where not present.is_creator
  ),`;
