import type { ClerkMembership } from "#lib/clerk/sync/events.ts";
import { foreignPerson, isForeign } from "#lib/clerk/sync/foreign.ts";
import { memberIdentity } from "#lib/clerk/sync/names.ts";
import { sql } from "#lib/db/sql.ts";
import { memberships } from "#lib/organizations/schema.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { type Version, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import { mapRole, unknownRole } from "./roles.ts";
import { passing, personStub, tenantStub } from "./stubs.ts";

/**
 * What an `organizationMembership.*` event does. Somebody may leave and come back, with another
 * membership id: there is one row for a person in an organization, and time alone orders its events.
 */
export function membershipEffect(
  data: ClerkMembership,
  version: Version,
  isDeleted: boolean,
): Effect {
  const { user_id: userId } = data.public_user_data;
  const upsert = guardedUpsert({
    table: memberships,
    key: ["organization_id", "user_id"],
    // The person's row is locked before it is asked whether they were deleted.
    from: sql`due, tenant where (select count(*) from person) >= 0`,
    version: versionColumns(),
    values: {
      organization_id: sql`tenant.id`,
      user_id: sql`${userId}::text`,
      clerk_role: sql`${mapRole(data.role).role}::text`,
      clerk_membership_id: sql`${data.id}::text`,
      deleted_at: isDeleted ? sql`${version.at}::timestamptz` : sql`null::timestamptz`,
      ...versionValues(version),
    },
  });
  const person = { id: userId, ...memberIdentity(data.public_user_data) };
  return {
    entityId: data.id,
    version,
    organizationId: sql`(select id from tenant)`,
    ctes: sql`
      due as (select from fresh where not ${isForeign(userId)}),
      ${tenantStub(data.organization.id, { name: data.organization.name ?? "", told: passing(version), due: sql`due` })},
      ${personStub(person, { told: passing(version), after: sql`tenant` })},
      entity as (${upsert}),`,
    applied: sql`exists (select from entity)`,
    ignored: foreignPerson(userId),
    ...(!isDeleted && unknownRole(data.role)),
    provides: [`organization:${data.organization.id}`],
  };
}
