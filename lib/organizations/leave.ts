import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, ending, perform } from "./acting.ts";
import type { Actor, Person } from "./actor.ts";
import { leaveAct } from "./acts.ts";
import { audited } from "./audit.ts";
import { endedGifts, endingGifts, gone } from "./end-created-by-member.ts";
import { implement } from "./implement.ts";
import { memberships } from "./schema.ts";

/** Ends one's own membership, and what one gave by it, unless nobody else owns the organization. */
export function leaveOrganization(db: Database, actor: Actor<Person>): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select id, slug, membership_id, role, case
        when has_left then 'unchanged'
        when managed_by is not null then 'managed_elsewhere'
        when role = 'owner' and other_owners(id, ${actor.userId}::text) = 0 then 'last_owner'
        else 'done'
      end as outcome
      from acting
    ), ended as (
      update ${memberships} set deleted_at = now()
      where id = (select membership_id from verdict where outcome = 'done')
      returning organization_id, user_id, role
    ),
    ${endingGifts(actor, gone(sql`ended`))},
    audit as (
      ${audited(actor, {
        action: "member.left",
        targetType: "member",
        from: sql`ended`,
        organizationId: sql`organization_id`,
        targetId: sql`user_id`,
        metadata: sql`jsonb_build_object('role', role)`,
      })}
    )`,
    ending(sql`, ${endedGifts} as ended`),
  );
}

export const leaving = implement(leaveAct, {
  refusals: ["managed_elsewhere", "last_owner"],
  run: ({ db, actor }) => leaveOrganization(db, actor),
});
