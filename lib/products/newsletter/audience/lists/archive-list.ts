import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { setArchived } from "../../archival.ts";
import { lists } from "../../schema.ts";
import { archiveListAct, restoreListAct } from "./acts.ts";
import { ofList } from "./write-list.ts";

/**
 * Archives a list or restores it. An archived list keeps its people and its campaigns; nobody joins it,
 * and no page offers it.
 */
export const archiveList = (
  db: Database,
  actor: Actor,
  change: { id: string; isArchived: boolean },
): Promise<Acted> =>
  setArchived(db, actor, change, {
    table: lists,
    of: ofList,
    actions: { archive: "list.archived", restore: "list.restored" },
    unless: sql`when not ${change.isArchived}::boolean and exists (
      select from ${lists} where ${lists.organizationId} = acting.id
        and ${lists.archivedAt} is null and lower(${lists.name}) = lower(target.name)
    ) then 'list_name_taken'`,
  });

export const listArchival = implement(archiveListAct, {
  refusals: [],
  run: ({ db, actor, params }) => archiveList(db, actor, { id: params.id, isArchived: true }),
});

export const listRestoral = implement(restoreListAct, {
  refusals: ["list_name_taken"],
  run: ({ db, actor, params }) => archiveList(db, actor, { id: params.id, isArchived: false }),
});
