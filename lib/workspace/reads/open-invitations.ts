import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { moment } from "#lib/db/moment.ts";
import { user } from "#lib/identity/schema.ts";
import { invitationManagedBy, managedBy } from "#lib/organizations/managed-by.ts";
import { invitations, roles } from "#lib/organizations/schema.ts";

/** An invitation that nobody has accepted or revoked, as a list shows it. */
export const listedInvitation = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  /** Null when Clerk did, or somebody who is no more. */
  invitedBy: z.nullable(z.string()),
  createdAt: moment,
  expiresAt: moment,
  hasExpired: z.boolean(),
  /** The provider in which it is sent again and revoked, if not here. */
  managedBy,
});

export type ListedInvitation = z.output<typeof listedInvitation>;

/** More than that are not shown at once; the newest are. */
export const shownInvitations = 200;

/** A subquery over `scope`: a JSON array of the invitations that are open or have expired. */
export const openInvitations: SQL = sql`(
  select coalesce(json_agg(json_build_object(
    'id', id, 'email', email, 'role', role, 'invitedBy', invited_by, 'createdAt', created_at,
    'expiresAt', expires_at, 'hasExpired', expires_at <= now(), 'managedBy', managed_by
  ) order by created_at desc, id), '[]')
  from (
    select invitations.id, invitations.email, invitations.role, invitations.created_at,
      invitations.expires_at, ${invitationManagedBy} as managed_by,
      (
        select coalesce(nullif(name, ''), email) from ${user} where "user".id = invitations.invited_by
      ) as invited_by
    from ${invitations}
    where invitations.organization_id = (select organization_id from scope)
      and invitations.accepted_at is null and invitations.revoked_at is null
    order by invitations.created_at desc, invitations.id
    limit ${shownInvitations}::integer
  ) as invitation
)`;
