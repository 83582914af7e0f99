import type { SQL } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, ending, perform } from "./acting.ts";
import type { Actor } from "./actor.ts";
import { audited } from "./audit.ts";
import { endedGifts, endingGifts, gone } from "./end-created-by-member.ts";
import { implement } from "./implement.ts";
import { may } from "./may.ts";
import { changeRoleAct, removeMemberAct } from "./member-acts.ts";
import { memberships, type Role } from "./schema.ts";

/**
 * The common table expression `target`: the membership that an act is about, as it is once the
 * organization is locked.
 */
const target = (userId: string) => sql`target as materialized (
    select id, role, deleted_at from ${memberships}
    where organization_id = (select id from acting) and user_id = ${userId}::text
    for no key update
  )`;

/** What stands in the way before the act itself is looked at, for use in a `case`. */
const unmanageable = sql`
  when not ${may("member.manage", sql`acting.role`)} then 'forbidden'
  when managed_by is not null then 'managed_elsewhere'
  when target.id is null then 'not_found'`;

const isLastOwner = (userId: string): SQL =>
  sql`target.role = 'owner' and other_owners(acting.id, ${userId}::text) = 0`;

/**
 * Gives a member another role. Only an owner makes or unmakes an owner, and no key makes more than a
 * member. What they gave and may not give any more ends.
 */
export function changeRole(
  db: Database,
  actor: Actor,
  { userId, role }: { userId: string; role: Role },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)}, ${target(userId)},
    verdict as materialized (
      select acting.slug, target.id as target_id, target.role, case
        ${unmanageable}
        when target.deleted_at is not null then 'not_found'
        when 'owner' in (target.role, ${role}::text)
          and not ${may("member.manage_owners", sql`acting.role`)} then 'forbidden'
        when target.role = ${role}::text then 'unchanged'
        when ${actor.key !== undefined && role !== "member"}::boolean then 'forbidden'
        when ${isLastOwner(userId)} then 'last_owner'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${memberships} set role = ${role}::text
      where id = (select target_id from verdict where outcome = 'done')
      returning organization_id, user_id, role
    ),
    ${endingGifts(actor, { ...gone(sql`changed`), role: sql`changed.role` })},
    audit as (
      ${audited(actor, {
        action: "member.role_changed",
        targetType: "member",
        from: sql`changed cross join verdict`,
        organizationId: sql`organization_id`,
        targetId: sql`user_id`,
        metadata: sql`jsonb_build_object('from', verdict.role, 'to', ${role}::text)`,
      })}
    )`,
    ending(sql`, ${endedGifts} as ended`),
  );
}

/** Ends somebody's membership, and what they gave by it. Only an owner removes an owner. */
export function removeMember(
  db: Database,
  actor: Actor,
  { userId }: { userId: string },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)}, ${target(userId)},
    verdict as materialized (
      select acting.slug, target.id as target_id, case
        ${unmanageable}
        when target.deleted_at is not null then 'unchanged'
        when target.role = 'owner' and not ${may("member.manage_owners", sql`acting.role`)}
          then 'forbidden'
        when ${isLastOwner(userId)} then 'last_owner'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), removed as (
      update ${memberships} set deleted_at = now()
      where id = (select target_id from verdict where outcome = 'done')
      returning organization_id, user_id, role
    ),
    ${endingGifts(actor, gone(sql`removed`))},
    audit as (
      ${audited(actor, {
        action: "member.removed",
        targetType: "member",
        from: sql`removed`,
        organizationId: sql`organization_id`,
        targetId: sql`user_id`,
        metadata: sql`jsonb_build_object('role', role)`,
      })}
    )`,
    ending(sql`, ${endedGifts} as ended`),
  );
}

const refusals = ["managed_elsewhere", "last_owner"] as const;

export const roleChange = implement(changeRoleAct, {
  refusals,
  run: ({ db, actor, params, input }) => changeRole(db, actor, { ...params, ...input }),
});

export const removal = implement(removeMemberAct, {
  refusals,
  run: ({ db, actor, params }) => removeMember(db, actor, params),
});
