import type { SQL } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { type Acted, perform } from "../acting.ts";
import type { Origin, Person } from "../actor.ts";
import { audited } from "../audit.ts";
import { implement } from "../implement.ts";
import { organizationManagedBy } from "../managed-by.ts";
import { invitations, memberships, organizations } from "../schema.ts";
import { whenAdmitted } from "../scope.ts";
import { acceptInvitationAct, declineInvitationAct } from "./acts.ts";
import { hashToken } from "./token.ts";

/**
 * Common table expressions: `tenant`, the organization, which is locked first; `invitation`, as it is
 * then; `person`, who answers; and `present`, their membership. Each has a row, or none.
 */
const answering = (invited: Person & Origin, hash: string): SQL => sql`
  tenant as materialized (
    select id, slug, ${organizationManagedBy} as managed_by from ${organizations}
    where id = (select organization_id from ${invitations} where token_hash = ${hash}::text)
      and deleted_at is null ${whenAdmitted(invited)}
    for no key update
  ), invitation as materialized (
    select * from ${invitations}
    where token_hash = ${hash}::text and organization_id = (select id from tenant)
    for no key update
  ), person as materialized (
    select id, lower(email) = (select lower(email) from invitation) as is_invited
    from ${user} where id = ${invited.userId}::text and deleted_at is null
  ), present as materialized (
    select deleted_at is null as is_member from ${memberships}
    where organization_id = (select id from tenant) and user_id = ${invited.userId}::text
    for no key update
  )`;

/** What stands in the way of any answer, for use in a `case`. */
const unanswerable = sql`
  when invitation.id is null then 'not_found'
  when managed_by is not null then 'managed_elsewhere'
  when person.id is null then 'unauthenticated'`;

/** From where a verdict selects: one row. */
const answered = sql`tenant left join invitation on true left join person on true`;

const isMember = sql`exists (select from present where is_member)`;

/**
 * Makes the person with the token a member, if the invitation is to their address. Having it proves that
 * the address is theirs, since it was sent nowhere else. A membership that ended begins again, with
 * the role of the invitation; one that did not stays as it is. Accepting twice leads to the
 * organization again.
 */
export async function acceptInvitation(
  db: Database,
  invited: Person & Origin,
  { token }: { token: string },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${answering(invited, await hashToken(token))},
    verdict as materialized (
      select invitation.id, tenant.slug, invitation.role, case
        ${unanswerable}
        -- A membership that began while this one waited is not seen, but one that ended is.
        when accepted_by = person.id and not exists (select from present where not is_member)
          then 'unchanged'
        when is_invited is not true then 'other_address'
        when accepted_at is not null then 'invitation_used'
        when revoked_at is not null then 'invitation_revoked'
        when expires_at <= now() then 'invitation_expired'
        when ${isMember} then 'done'
        when seats_left(tenant.id) <= 0 then 'no_seats'
        else 'done'
      end as outcome
      from ${answered}
    ), accepted as (
      update ${invitations} set accepted_at = now(), accepted_by = ${invited.userId}::text
      where id = (select id from verdict where outcome = 'done')
      returning id, organization_id, role
    ), joined as (
      insert into ${memberships} as present (organization_id, user_id, role)
      select organization_id, ${invited.userId}::text, role from accepted
      on conflict (organization_id, user_id) do update
        set role = excluded.role, deleted_at = null
        where present.deleted_at is not null
      returning organization_id, user_id, role
    ), proven as (
      update ${user} set email_verified = true, updated_at = now()
      where id = ${invited.userId}::text and not email_verified and provider = 'better-auth'
        and (select count(*) from joined) >= 0 and exists (select from accepted)
    ), audit as (
      ${audited(invited, {
        action: "member.joined",
        targetType: "member",
        from: sql`joined cross join verdict`,
        organizationId: sql`organization_id`,
        targetId: sql`user_id`,
        metadata: sql`jsonb_build_object('role', joined.role, 'invitation', verdict.id)`,
      })}
    )`,
  );
}

/** Ends an invitation, for the invited person. */
export async function declineInvitation(
  db: Database,
  invited: Person & Origin,
  { token }: { token: string },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${answering(invited, await hashToken(token))},
    verdict as materialized (
      select invitation.id, tenant.slug, case
        ${unanswerable}
        when is_invited is not true then 'other_address'
        when accepted_at is not null then 'invitation_used'
        when revoked_at is not null then 'unchanged'
        when expires_at <= now() then 'invitation_expired'
        else 'done'
      end as outcome
      from ${answered}
    ), declined as (
      update ${invitations} set revoked_at = now()
      where id = (select id from verdict where outcome = 'done')
      returning id, organization_id, email, role
    ), audit as (
      ${audited(invited, {
        action: "invitation.declined",
        targetType: "invitation",
        from: sql`declined`,
        organizationId: sql`organization_id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('email', email, 'role', role)`,
      })}
    )`,
  );
}

const refusals = [
  "not_found",
  "unauthenticated",
  "managed_elsewhere",
  "other_address",
  "invitation_used",
  "invitation_revoked",
  "invitation_expired",
] as const;

export const acceptance = implement(acceptInvitationAct, {
  refusals: [...refusals, "no_seats"],
  run: ({ db, actor, input }) => acceptInvitation(db, actor, input),
});

export const refusal = implement(declineInvitationAct, {
  refusals,
  run: ({ db, actor, input }) => declineInvitation(db, actor, input),
});
