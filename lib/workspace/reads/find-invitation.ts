import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { moment } from "#lib/db/moment.ts";
import { user } from "#lib/identity/schema.ts";
import { invitations, memberships, organizations, roles } from "#lib/organizations/schema.ts";
import { readPage } from "#lib/workspace/frame.ts";

export const invitationStates = ["open", "expired", "revoked", "accepted"] as const;

const invitationPage = z.object({
  organization: z.object({ name: z.string(), slug: z.string() }),
  /** Who invited, by name or else address; null when they are no more. */
  inviter: z.nullable(z.string()),
  email: z.string(),
  role: z.enum(roles),
  expiresAt: moment,
  state: z.enum(invitationStates),
  /** Who looks at it; null when nobody is signed in. */
  viewer: z.nullable(
    z.object({
      name: z.string(),
      email: z.nullable(z.string()),
      /** It is to the address that they have. */
      isInvited: z.boolean(),
      isMember: z.boolean(),
      hasAccepted: z.boolean(),
    }),
  ),
});

export type InvitationPage = z.output<typeof invitationPage>;

/**
 * An invitation by its token, for whoever has the link; null when there is none, and when its
 * organization is no more.
 * @param tokenHash SHA-256 of the token, as hexadecimal.
 * @param viewerId who is signed in, if anybody is.
 */
export async function findInvitation(
  db: Database,
  { tokenHash, viewerId }: { tokenHash: string; viewerId?: string | undefined },
): Promise<InvitationPage | null> {
  const statement = sql`
    select json_build_object(
      'organization', json_build_object('name', organizations.name, 'slug', organizations.slug),
      'inviter', (
        select coalesce(nullif(name, ''), email) from ${user}
        where id = invitations.invited_by and deleted_at is null
      ),
      'email', invitations.email,
      'role', invitations.role,
      'expiresAt', invitations.expires_at,
      'state', case
        when invitations.accepted_at is not null then 'accepted'
        when invitations.revoked_at is not null then 'revoked'
        when invitations.expires_at <= now() then 'expired'
        else 'open' end,
      'viewer', (
        select json_build_object(
          'name', name, 'email', email,
          'isInvited', coalesce(lower(email) = lower(invitations.email), false),
          'isMember', exists (
            select from ${memberships}
            where organization_id = organizations.id and user_id = "user".id and deleted_at is null
          ),
          'hasAccepted', coalesce(invitations.accepted_by = "user".id, false)
        )
        from ${user} where id = ${viewerId ?? null}::text and deleted_at is null
      )
    ) as page
    from ${invitations}
    join ${organizations} on organizations.id = invitations.organization_id
      and organizations.deleted_at is null
    where invitations.token_hash = ${tokenHash}::text`;
  return readPage(db, statement, invitationPage);
}
