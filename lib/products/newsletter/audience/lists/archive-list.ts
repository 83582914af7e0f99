import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { lists } from "../../schema.ts";
import { archiveListAct, restoreListAct } from "./acts.ts";
import { ofList } from "./write-list.ts";

/**
 * Archives a list or restores it. An archived list keeps its people and its campaigns; nobody joins it,
 * and no page offers it.
 */
export function archiveList(
  db: Database,
  actor: Actor,
  { id, isArchived }: { id: string; isArchived: boolean },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    target as materialized (
      select * from ${lists}
      where ${lists.id} = ${id}::uuid and ${lists.organizationId} = (select id from acting)
      for no key update
    ), verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null then 'not_found'
        when (target.archived_at is not null) = ${isArchived}::boolean then 'unchanged'
        when not ${isArchived}::boolean and exists (
          select from ${lists} where ${lists.organizationId} = acting.id
            and ${lists.archivedAt} is null and lower(${lists.name}) = lower(target.name)
        ) then 'list_name_taken'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${lists} set archived_at = case when ${isArchived}::boolean then now() end
      where id = ${id}::uuid and organization_id = (select id from verdict where outcome = 'done')
      returning *
    ), audit as (
      ${audited(actor, {
        ...ofList,
        action: isArchived ? "list.archived" : "list.restored",
        from: sql`changed`,
      })}
    )`,
  );
}

export const listArchival = implement(archiveListAct, {
  refusals: [],
  run: ({ db, actor, params }) => archiveList(db, actor, { id: params.id, isArchived: true }),
});

export const listRestoral = implement(restoreListAct, {
  refusals: ["list_name_taken"],
  run: ({ db, actor, params }) => archiveList(db, actor, { id: params.id, isArchived: false }),
});
