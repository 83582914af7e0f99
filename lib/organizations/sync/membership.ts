import { sql } from "drizzle-orm";
import { type ClerkMembership, fullName } from "#lib/identity/sync/events.ts";
import { foreignPerson, isForeign } from "#lib/identity/sync/foreign.ts";
import { memberships } from "#lib/organizations/schema.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { type Version, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import { mapRole } from "./roles.ts";
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
  const { user_id: userId, identifier, ...names } = data.public_user_data;
  const upsert = guardedUpsert({
    table: memberships,
    key: ["organization_id", "user_id"],
    from: sql`due, tenant`,
    version: versionColumns(),
    values: {
      organization_id: sql`tenant.id`,
      user_id: sql`${userId}::text`,
      role: sql`${mapRole(data.role)}::text`,
      clerk_membership_id: sql`${data.id}::text`,
      deleted_at: isDeleted ? sql`${version.at}::timestamptz` : sql`null::timestamptz`,
      ...versionValues(version),
    },
    updates: {
      role: sql`case when present.is_creator and excluded.role = 'admin' then 'owner' else excluded.role end`,
    },
  });
  const person = {
    id: userId,
    name: fullName(names),
    email: identifier?.includes("@") ? identifier.toLowerCase() : null,
  };
  return {
    entityId: data.id,
    version,
    organizationId: sql`(select id from tenant)`,
    ctes: sql`
      due as (select from fresh where not ${isForeign(userId)}),
      ${tenantStub(data.organization.id, { name: data.organization.name ?? "", told: passing(version), due: sql`due` })},
      ${personStub(person, passing(version))},
      entity as (${upsert}),`,
    applied: sql`exists (select from entity)`,
    ignored: foreignPerson(userId),
    provides: [`organization:${data.organization.id}`],
  };
}
