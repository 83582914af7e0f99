import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { type Acted, acting, perform } from "../acting.ts";
import { type Actor, audited } from "../audit.ts";
import { invitations, type Role } from "../schema.ts";
import { expiry, invitationMail, isFull, isMember, isOpen } from "./open.ts";
import { hashToken, newToken } from "./token.ts";

interface Invited {
  id: string;
  /** In small letters. */
  email: string;
  role: Role;
  /** Where people reach the app. */
  appUrl: string;
}

/**
 * For owners and admins: invites an address, whoever has it. Only an owner invites an owner. The same
 * id again changes nothing. One that has expired makes room for the new one.
 */
export async function invite(
  db: Database,
  actor: Actor,
  { id, email, role, appUrl }: Invited,
): Promise<Acted> {
  const token = newToken();
  const hash = await hashToken(token);
  return perform(
    db,
    sql`
    ${acting(actor)},
    made_before as (
      select organization_id, email = ${email}::text and role = ${role}::text
        and invited_by is not distinct from ${actor.userId}::text as is_same
      from ${invitations} where id = ${id}::uuid
    ), verdict as materialized (
      select id, slug, case
        when role not in ('owner', 'admin') then 'forbidden'
        when is_clerks then 'managed_by_clerk'
        when role <> 'owner' and ${role}::text = 'owner' then 'forbidden'
        when exists (select from made_before where is_same and organization_id = acting.id)
          then 'unchanged'
        when exists (select from made_before) then 'id_reused'
        when ${isMember(sql`acting.id`, sql`${email}::text`)} then 'already_member'
        when exists (
          select from ${invitations} as other
          where other.organization_id = acting.id and lower(other.email) = ${email}::text and ${isOpen}
        ) then 'already_invited'
        when ${isFull(sql`acting.id`)} then 'no_seats'
        else 'done'
      end as outcome
      from acting where not has_left
    ), expired as (
      update ${invitations} set revoked_at = now()
      where organization_id = (select id from verdict where outcome = 'done')
        and lower(email) = ${email}::text and clerk_invitation_id is null
        and accepted_at is null and revoked_at is null
      returning id
    ), sent as (
      insert into ${invitations} (
        id, organization_id, email, role, token_hash, invited_by, expires_at
      )
      select ${id}::uuid, id, ${email}::text, ${role}::text, ${hash}::text,
        ${actor.userId}::text, ${expiry}
      from verdict
      -- Counting has the expired one out of the way first: an address has one at a time.
      where outcome = 'done' and (select count(*) from expired) >= 0
      returning *
    ), mail as (
      ${invitationMail({ userId: actor.userId, appUrl, token })}
    ), audit as (
      ${audited(actor, {
        action: "invitation.created",
        targetType: "invitation",
        from: sql`sent`,
        organizationId: sql`organization_id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('email', email, 'role', role)`,
      })}
    )`,
  );
}
