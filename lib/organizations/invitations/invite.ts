import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { type Acted, acting, ending, perform } from "../acting.ts";
import { audited } from "../audit.ts";
import { implement } from "../implement.ts";
import { limited, retryAfter } from "../limited.ts";
import { isOwnInvitation } from "../managed-by.ts";
import { may } from "../may.ts";
import { invitations, type Role } from "../schema.ts";
import { inviteAct } from "./acts.ts";
import { givesTooMuch, invitationLimits, isConfirmed } from "./inviter.ts";
import { expiry, invitationMail, isFull, isMember, isOpen, mailedAt } from "./open.ts";
import { hashToken, newToken } from "./token.ts";

interface NewInvitation {
  id: string;
  /** In small letters. */
  email: string;
  role: Role;
  /** Where people reach the app. */
  appUrl: string;
}

/** For so many hours the mail of an invitation that was taken back serves the next one. */
const quietHours = 24;

/**
 * For owners and admins whose own address is confirmed: invites an address, with or without an account. Only an
 * owner invites an owner, and a key invites members. The same id again changes nothing. One that has
 * expired makes room for the new one.
 *
 * When the organization mailed the address less than a day ago and took that invitation back, no mail is
 * sent: the link that is there already leads to the new invitation, for as long as the mail says.
 */
export async function invite(
  db: Database,
  actor: Actor,
  { id, email, role, appUrl }: NewInvitation,
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
    ), mailed as materialized (
      select id, token_hash, expires_at from ${invitations}
      where organization_id = (select id from acting) and lower(email) = ${email}::text
        and token_hash is not null and accepted_at is null and revoked_at is not null
        and ${mailedAt} > now() - make_interval(hours => ${quietHours}::integer)
      order by expires_at desc limit 1 for no key update
    ), judged as materialized (
      select acting.id as tenant, slug, exists (select from mailed) as is_quiet, case
        when not ${may("invitation.manage")} then 'forbidden'
        when managed_by is not null then 'managed_elsewhere'
        when ${givesTooMuch(actor, role)} then 'forbidden'
        when exists (select from made_before where is_same and organization_id = acting.id)
          then 'unchanged'
        when exists (select from made_before) then 'id_reused'
        when not ${isConfirmed(actor)} then 'address_unconfirmed'
        when ${isMember(sql`acting.id`, sql`${email}::text`)} then 'already_member'
        when exists (
          select from ${invitations} as other
          where other.organization_id = acting.id and lower(other.email) = ${email}::text and ${isOpen}
        ) then 'already_invited'
        when ${isFull(sql`acting.id`)} then 'no_seats'
        else 'done'
      end as outcome
      from acting where not has_left
    ),
    ${limited(
      invitationLimits(actor, sql`${email}::text`),
      sql`tenant as id, slug, is_quiet`,
      sql`not is_quiet`,
    )},
    expired as (
      update ${invitations} set revoked_at = now()
      where organization_id = (select id from verdict where outcome = 'done')
        and lower(email) = ${email}::text and ${isOwnInvitation}
        and accepted_at is null and revoked_at is null
      returning id
    ), handed_over as (
      update ${invitations} set token_hash = null
      where id = (select id from mailed) and exists (select from verdict where outcome = 'done')
      returning id
    ), made as (
      insert into ${invitations} (
        id, organization_id, email, role, token_hash, invited_by, expires_at
      )
      select ${id}::uuid, id, ${email}::text, ${role}::text,
        coalesce((select token_hash from mailed), ${hash}::text), ${actor.userId}::text,
        coalesce((select expires_at from mailed), ${expiry})
      from verdict
      -- Counting has those out of the way first: an address and a link have one at a time.
      where outcome = 'done' and (select count(*) from expired) >= 0
        and (select count(*) from handed_over) >= 0
      returning *
    ), sent as (
      select * from made where not (select is_quiet from verdict)
    ), mail as (
      ${invitationMail({ userId: actor.userId, appUrl, token })}
    ), audit as (
      ${audited(actor, {
        action: "invitation.created",
        targetType: "invitation",
        from: sql`made`,
        organizationId: sql`organization_id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('email', email, 'role', role)`,
      })}
    )`,
    ending(sql`, ${retryAfter} as "retryAfter",
      (select is_quiet from verdict where outcome = 'done') as "isQuiet"`),
  );
}

export const invitation = implement(inviteAct, {
  refusals: [
    "managed_elsewhere",
    "id_reused",
    "already_member",
    "already_invited",
    "no_seats",
    "address_unconfirmed",
    "too_many_invitations",
    "invited_too_often",
  ],
  run: ({ db, actor, input, newId: id, appUrl }) => invite(db, actor, { id, ...input, appUrl }),
  after: ({ isQuiet }) => {
    if (!isQuiet) mailAfterAnswer();
  },
});
