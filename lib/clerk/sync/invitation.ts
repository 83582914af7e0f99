import type { SQL } from "drizzle-orm";
import type { ClerkInvitation } from "#lib/clerk/sync/events.ts";
import { sql } from "#lib/db/sql.ts";
import { invitations } from "#lib/organizations/schema.ts";
import type { Effect } from "#lib/webhooks/effect.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { type Version, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import { mapRole, unknownRole } from "./roles.ts";
import { tenantStub } from "./stubs.ts";

/** How many days an invitation is open whose event does not say until when: Clerk's own default. */
const openDays = 30;

/**
 * What an `organizationInvitation.*` event does: Clerk's own invitation, and with one that was accepted
 * or revoked every open one of ours to the same address.
 */
export function invitationEffect(data: ClerkInvitation, version: Version, type: string): Effect {
  const at = sql`${version.at}::timestamptz`;
  const never = sql`null::timestamptz`;
  const status = type.split(".")[1] ?? "";
  const isAccepted = status === "accepted";
  const isRevoked = status === "revoked";
  const upsert = guardedUpsert({
    table: invitations,
    key: ["clerk_invitation_id"],
    // What was erased with an organization does not come back.
    from: sql`fresh, tenant where not is_gone`,
    version: versionColumns(),
    returning: sql`organization_id`,
    values: {
      clerk_invitation_id: sql`${data.id}::text`,
      organization_id: sql`tenant.id`,
      email: sql`${data.email_address.toLowerCase()}::text`,
      role: sql`${mapRole(data.role).role}::text`,
      expires_at: expiry(data, version),
      accepted_at: isAccepted ? at : never,
      revoked_at: isRevoked ? at : never,
      ...versionValues(version),
    },
  });
  return {
    entityId: data.id,
    version,
    organizationId: sql`(select id from tenant)`,
    ctes: sql`
      ${tenantStub(data.organization_id)},
      entity as (${upsert}),
      closed as (
        update ${invitations} set
          accepted_at = ${isAccepted ? at : never},
          revoked_at = ${isRevoked ? at : never}
        where ${isAccepted || isRevoked}::boolean
          and organization_id = (select organization_id from entity)
          and clerk_invitation_id is null
          and lower(email) = ${data.email_address.toLowerCase()}
          and accepted_at is null and revoked_at is null
      ),`,
    applied: sql`exists (select from entity)`,
    ...(status === "created" && unknownRole(data.role)),
    provides: [`organization:${data.organization_id}`],
  };
}

/** Counted from when the invitation was made where its event does not say: the same in every event. */
function expiry({ expires_at, created_at }: ClerkInvitation, { at }: Version): SQL {
  const isoText = (milliseconds: number) => new Date(milliseconds).toISOString();
  if (expires_at) return sql`${isoText(expires_at)}::timestamptz`;
  const start = created_at ? isoText(created_at) : at;
  return sql`${start}::timestamptz + make_interval(days => ${openDays}::integer)`;
}
