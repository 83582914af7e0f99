import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { type Acted, acting, perform } from "../acting.ts";
import { audited } from "../audit.ts";
import { implement } from "../implement.ts";
import { isOwnInvitation } from "../managed-by.ts";
import { may } from "../may.ts";
import { invitations } from "../schema.ts";
import { revokeInvitationAct, revokeInvitationsAct } from "./acts.ts";

/**
 * For owners and admins: ends invitations, so that their links no longer work. All of them or none,
 * but for those that were accepted meanwhile, which stay; when that is all of them, it says so.
 */
export function revokeInvitations(
  db: Database,
  actor: Actor,
  { ids }: { ids: readonly string[] },
): Promise<Acted> {
  const asked = JSON.stringify([...new Set(ids.map((id) => id.toLowerCase()))]);
  return perform(
    db,
    sql`
    ${acting(actor)},
    asked as (select value::uuid as id from json_array_elements_text(${asked}::json)),
    target as materialized (
      select * from ${invitations}
      where id in (select id from asked) and organization_id = (select id from acting)
        and ${isOwnInvitation}
      order by id for no key update
    ), verdict as materialized (
      select slug, case
        when not ${may("invitation.manage")} then 'forbidden'
        when managed_by is not null then 'managed_elsewhere'
        when exists (select from asked where id not in (select id from target)) then 'not_found'
        when not ${may("member.manage_owners")}
          and exists (select from target where target.role = 'owner') then 'forbidden'
        when exists (select from target where accepted_at is null and revoked_at is null) then 'done'
        when exists (select from target where accepted_at is null) then 'unchanged'
        else 'invitation_used'
      end as outcome
      from acting where not has_left
    ), revoked as (
      update ${invitations} set revoked_at = now()
      where id in (
        select id from target
        where accepted_at is null and revoked_at is null
          and exists (select from verdict where outcome = 'done')
      )
      returning id, organization_id, email, role
    ), audit as (
      ${audited(actor, {
        action: "invitation.revoked",
        targetType: "invitation",
        from: sql`revoked`,
        organizationId: sql`organization_id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('email', email, 'role', role)`,
      })}
    )`,
  );
}

const refusals = ["managed_elsewhere", "invitation_used"] as const;

export const revocation = implement(revokeInvitationAct, {
  refusals,
  run: ({ db, actor, params }) => revokeInvitations(db, actor, { ids: [params.id] }),
});

export const revocationOfSeveral = implement(revokeInvitationsAct, {
  refusals,
  run: ({ db, actor, input }) => revokeInvitations(db, actor, input),
});
