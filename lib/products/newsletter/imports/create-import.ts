import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { imports } from "#lib/imports/schema.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { lists, subscriberFields } from "../schema.ts";
import { createImportAct, type NewImport } from "./acts.ts";
import { mappingProblem, readTarget } from "./targets.ts";

/** Creates an import, whose parts are sent one by one. The same id again changes nothing. */
export function createImport(
  db: Database,
  actor: Actor,
  { id, ...given }: NewImport & { id: string },
): Promise<Acted> {
  const { encoding, separator, quotes, header, names, columns } = given;
  const format = JSON.stringify({ encoding, separator, quotes, header });
  const mapping = JSON.stringify({ names, columns });
  const { consent, digest } = given;
  const options = JSON.stringify({ lists: given.lists, consent, digest });
  const fields = columns.flatMap((column) => {
    const target = readTarget(column);
    return target?.kind === "field" ? { key: target.key, kind: target.of } : [];
  });
  const problem =
    names.length === columns.length ? mappingProblem(columns) : ("columns_differ" as const);
  return perform(
    db,
    sql`
    ${acting(actor)},
    made_before as (
      select ${imports.organizationId} as organization_id, ${imports.mapping} = ${mapping}::jsonb
        and ${imports.format} = ${format}::jsonb and ${imports.options} = ${options}::jsonb
        and ${imports.parts} = ${given.parts}::integer
        and ${imports.fileName} = ${given.fileName}::text as is_same
      from ${imports} where ${imports.id} = ${id}::uuid
    ),
    verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.send")} then 'forbidden'
        when exists (select from made_before where is_same and organization_id = acting.id)
          then 'unchanged'
        when exists (select from made_before) then 'id_reused'
        when exists (
          select from jsonb_array_elements_text(${JSON.stringify(given.lists)}::jsonb) as one (list_id)
          where not exists (
            select from ${lists} where ${lists.organizationId} = acting.id
              and ${lists.id} = one.list_id::uuid and ${lists.archivedAt} is null
          )
        ) then 'import_list_unknown'
        when exists (
          select from jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) as one (key text, kind text)
          where not exists (
            select from ${subscriberFields} where ${subscriberFields.organizationId} = acting.id
              and ${subscriberFields.key} = one.key and ${subscriberFields.kind} = one.kind
          )
        ) then 'import_field_unknown'
        else ${problem ?? "done"}::text
      end as outcome
      from acting where not has_left
    ),
    made as (
      insert into ${imports}
        (id, organization_id, kind, actor_id, file_name, format, mapping, options, parts)
      select ${id}::uuid, id, 'subscribers', ${actor.userId}::text, ${given.fileName}::text,
        ${format}::jsonb, ${mapping}::jsonb, ${options}::jsonb, ${given.parts}::integer
      from verdict where outcome = 'done'
      returning id, organization_id, file_name
    ),
    audit as (
      ${audited(actor, {
        action: "subscriber_import.created",
        targetType: "subscriber_import",
        from: sql`made`,
        organizationId: sql`organization_id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('name', file_name)`,
      })}
    )`,
  );
}

export const creation = implement(createImportAct, {
  refusals: [
    ...(["id_reused", "import_list_unknown", "import_field_unknown"] as const),
    ...(["email_column_missing", "column_twice", "columns_differ"] as const),
  ],
  run: ({ db, actor, input, newId: id }) => createImport(db, actor, { id, ...input }),
});
