import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { field, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { nameOrAddress } from "#lib/identity/name-or-address.ts";
import { user } from "#lib/identity/schema.ts";
import { invitations, memberships, organizations } from "#lib/organizations/schema.ts";

export const invitationStates = ["open", "expired", "revoked", "accepted"] as const;

const viewer = shape({
  name: user.name,
  email: user.email,
  /** It is to the address that they have. */
  isInvited: field(
    z.boolean(),
    sql`coalesce(lower(${user.email}) = lower(${invitations.email}), false)`,
  ),
  isMember: field(
    z.boolean(),
    sql`exists (
      select from ${memberships} where ${memberships.organizationId} = ${organizations.id}
        and ${memberships.userId} = ${user.id} and ${memberships.deletedAt} is null
    )`,
  ),
  hasAccepted: field(z.boolean(), sql`coalesce(${invitations.acceptedBy} = ${user.id}, false)`),
});

const invitationPage = shape({
  organization: shape({ name: organizations.name, slug: organizations.slug }),
  /** Who invited, by name or else address; null when they are no more. */
  inviter: maybeOf(
    nameOrAddress,
    sql`${user} where ${user.id} = ${invitations.invitedBy} and ${user.deletedAt} is null`,
  ),
  email: invitations.email,
  role: invitations.role,
  expiresAt: invitations.expiresAt,
  state: field(
    z.enum(invitationStates),
    sql`case
      when ${invitations.acceptedAt} is not null then 'accepted'
      when ${invitations.revokedAt} is not null then 'revoked'
      when ${invitations.expiresAt} <= now() then 'expired'
      else 'open' end`,
  ),
  /** Who looks at it; null when nobody is signed in. */
  viewer: maybeOf(
    viewer,
    sql`${user} where ${user.id} = (select id from viewing) and ${user.deletedAt} is null`,
  ),
});

export type InvitationPage = ValueOf<typeof invitationPage>;

/**
 * An invitation by its token, for anyone with the link; null when there is none, and when its
 * organization is no more.
 * @param tokenHash SHA-256 of the token, as hexadecimal.
 * @param viewerId who is signed in, if anybody is.
 */
export async function findInvitation(
  db: Database,
  { tokenHash, viewerId }: { tokenHash: string; viewerId?: string | undefined },
): Promise<InvitationPage | null> {
  return readOne(db, invitationPage, {
    with: sql`viewing as (select ${viewerId ?? null}::text as id)`,
    from: sql`${invitations}
      join ${organizations} on ${organizations.id} = ${invitations.organizationId}
        and ${organizations.deletedAt} is null
      where ${invitations.tokenHash} = ${tokenHash}::text`,
  });
}
