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
import { invitations } from "../schema.ts";
import { resendInvitationAct } from "./acts.ts";
import { givesTooMuch, invitationLimits, isConfirmed } from "./inviter.ts";
import { expiry, invitationMail, isFull, isMember } from "./open.ts";
import { hashToken, newToken } from "./token.ts";

/**
 * For those who may make it: sends an invitation again, with a new link and a new week; the old link dies.
 * One that was sent less than half a minute ago is on its way: a second click does nothing.
 * @param appUrl where people reach the app.
 */
export async function resendInvitation(
  db: Database,
  actor: Actor,
  { id, appUrl }: { id: string; appUrl: string },
): Promise<Acted> {
  const token = newToken();
  const hash = await hashToken(token);
  return perform(
    db,
    sql`
    ${acting(actor)},
    target as materialized (
      select * from ${invitations}
      where id = ${id}::uuid and organization_id = (select id from acting)
        and ${isOwnInvitation}
      for no key update
    ), judged as materialized (
      select acting.id as tenant, acting.slug, target.id, target.email, case
        when not ${may("invitation.manage", sql`acting.role`)} then 'forbidden'
        when managed_by is not null then 'managed_elsewhere'
        when target.id is null then 'not_found'
        when ${givesTooMuch(actor, sql`target.role`)} then 'forbidden'
        when accepted_at is not null then 'invitation_used'
        when revoked_at is not null then 'invitation_revoked'
        when expires_at > ${expiry} - interval '30 seconds' then 'unchanged'
        when not ${isConfirmed(actor)} then 'address_unconfirmed'
        when ${isMember(sql`acting.id`, sql`target.email`)} then 'already_member'
        when expires_at <= now() and ${isFull(sql`acting.id`)} then 'no_seats'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ),
    ${limited(invitationLimits(actor, sql`email`), sql`slug, id`)},
    sent as (
      update ${invitations} set token_hash = ${hash}::text, expires_at = ${expiry}
      where id = (select id from verdict where outcome = 'done')
      returning *
    ), mail as (
      ${invitationMail({ userId: actor.userId, appUrl, token })}
    ), audit as (
      ${audited(actor, {
        action: "invitation.resent",
        targetType: "invitation",
        from: sql`sent`,
        organizationId: sql`organization_id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('email', email, 'role', role)`,
      })}
    )`,
    ending(sql`, ${retryAfter} as "retryAfter"`),
  );
}

export const resending = implement(resendInvitationAct, {
  refusals: [
    "managed_elsewhere",
    "invitation_used",
    "invitation_revoked",
    "already_member",
    "no_seats",
    "address_unconfirmed",
    "too_many_invitations",
    "invited_too_often",
  ],
  run: ({ db, actor, params: { id }, appUrl }) => resendInvitation(db, actor, { id, appUrl }),
  after: mailAfterAnswer,
});
