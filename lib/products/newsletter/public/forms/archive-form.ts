import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { subscribeForms } from "../../schema.ts";
import { archiveFormAct, restoreFormAct } from "./acts.ts";
import { ofForm } from "./write-form.ts";

/** Archives a form or restores it. An archived form takes nobody; what was asked before can be confirmed. */
export function archiveForm(
  db: Database,
  actor: Actor,
  { id, isArchived }: { id: string; isArchived: boolean },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    target as materialized (
      select * from ${subscribeForms}
      where ${subscribeForms.id} = ${id}::uuid
        and ${subscribeForms.organizationId} = (select id from acting)
      for no key update
    ), verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null then 'not_found'
        when (target.archived_at is not null) = ${isArchived}::boolean then 'unchanged'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${subscribeForms} set archived_at = case when ${isArchived}::boolean then now() end
      where id = ${id}::uuid and organization_id = (select id from verdict where outcome = 'done')
      returning *
    ), audit as (
      ${audited(actor, {
        ...ofForm,
        action: isArchived ? "subscribe_form.archived" : "subscribe_form.restored",
        from: sql`changed`,
      })}
    )`,
  );
}

export const formArchival = implement(archiveFormAct, {
  refusals: [],
  run: ({ db, actor, params }) => archiveForm(db, actor, { id: params.id, isArchived: true }),
});

export const formRestoral = implement(restoreFormAct, {
  refusals: [],
  run: ({ db, actor, params }) => archiveForm(db, actor, { id: params.id, isArchived: false }),
});
