import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { isOwnInvitation } from "../managed-by.ts";
import { invitations, memberships } from "../schema.ts";

/** How long an invitation is open. */
export const openDays = 7;

/** When an invitation that is sent now expires. */
export const expiry = sql`now() + make_interval(days => ${openDays}::integer)`;

/** When a row of `invitations` was mailed last. */
export const mailedAt = sql`expires_at - make_interval(days => ${openDays}::integer)`;

/** Whether a row of `invitations` can still be accepted. */
export const isOpen = sql`accepted_at is null and revoked_at is null and ${isOwnInvitation}
  and expires_at > now()`;

/** Whether somebody with an address is a member of an organization. */
export const isMember = (organizationId: SQL, email: SQL): SQL => sql`exists (
    select from ${memberships} join ${user} on "user".id = memberships.user_id
    where memberships.organization_id = ${organizationId} and memberships.deleted_at is null
      and lower("user".email) = lower(${email})
  )`;

/** How many invitations of an organization are open. Each holds a seat. */
export const openCount = (organizationId: SQL): SQL => sql`(
    select count(*) from ${invitations} as promised
    where promised.organization_id = ${organizationId} and ${isOpen}
  )`;

/** Whether members and open invitations together leave no seat; false without a limit. */
export const isFull = (organizationId: SQL): SQL =>
  sql`coalesce(seats_left(${organizationId}) <= ${openCount(organizationId)}, false)`;

interface Link {
  /** Who invites; null when a key does. */
  userId: string | null;
  appUrl: string;
  token: string;
}

/**
 * The insert that mails an invitation's link, for a common table expression `sent` with the
 * invitation's columns and one `acting` with the organization's name.
 */
export const invitationMail = ({ userId, appUrl, token }: Link): SQL =>
  enqueued({
    template: "invitation",
    from: sql`sent cross join acting`,
    recipient: sql`sent.email`,
    props: sql`jsonb_build_object(
      'organization', acting.name, 'role', sent.role, 'expiresAt', sent.expires_at,
      'link', ${`${appUrl}/invite/${token}`}::text,
      'inviter', coalesce((
        select coalesce(nullif(name, ''), email) from ${user} where id = ${userId}::text
      ), '')
    )`,
  });
