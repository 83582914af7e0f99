import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { importSubjects, imports } from "#lib/imports/schema.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { campaignSends, subscribers } from "../schema.ts";
import { undoImportAct } from "./acts.ts";

/**
 * Removes whom an import created, but for those that something happened to since: a change by a member,
 * the person or another import, or a letter. What it changed in others stays. No part of it is taken
 * in later.
 */
export function undoImport(db: Database, actor: Actor, importId: string): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    import as materialized (
      select * from ${imports}
      where ${imports.organizationId} = (select id from acting) and ${imports.id} = ${importId}::uuid
        and ${imports.kind} = 'subscribers'
      for no key update
    ),
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.send")} then 'forbidden'
        when import.id is null then 'not_found'
        when import.undone_at is not null then 'unchanged'
        else 'done'
      end as outcome, import.file_name
      from acting left join import on true where not has_left
    ),
    removed as (
      delete from ${subscribers} using verdict
      where ${subscribers.organizationId} = verdict.id and verdict.outcome = 'done'
        and ${subscribers.importId} = ${importId}::uuid and ${subscribers.changedAt} is null
        and ${subscribers.status} = 'subscribed'
        and not exists (
          select from ${campaignSends} where ${campaignSends.subscriberId} = ${subscribers.id}
        )
      returning 1
    ),
    forgotten as (
      delete from ${importSubjects} using verdict
      where ${importSubjects.importId} = ${importId}::uuid and verdict.outcome = 'done'
    ),
    undone as (
      update ${imports} set undone_at = now(), removed = (select count(*) from removed)
      from verdict
      where ${imports.id} = ${importId}::uuid and ${imports.organizationId} = verdict.id
        and verdict.outcome = 'done'
      returning ${imports.id}, ${imports.organizationId}, ${imports.fileName}
    ),
    audit as (
      ${audited(actor, {
        action: "subscriber_import.undone",
        targetType: "subscriber_import",
        from: sql`undone`,
        organizationId: sql`organization_id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('name', file_name)`,
      })}
    )`,
  );
}

export const undoing = implement(undoImportAct, {
  refusals: ["not_found"],
  run: ({ db, actor, params }) => undoImport(db, actor, params.id),
});
