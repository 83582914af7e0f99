import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { subscriberFields } from "../../schema.ts";
import { createFieldAct, deleteFieldAct, type FieldKind, renameFieldAct } from "./acts.ts";

const mostFields = 50;

const ofField = {
  targetType: "field" as const,
  organizationId: sql`organization_id`,
  targetId: sql`id`,
  metadata: sql`jsonb_build_object('name', label)`,
};

interface NewField {
  id: string;
  key: string;
  label: string;
  kind: FieldKind;
}

/** Makes an own field. The same id again changes nothing. */
export function createField(db: Database, actor: Actor, field: NewField): Promise<Acted> {
  const { id, key, label, kind } = field;
  const all = sql`${subscriberFields} where ${subscriberFields.organizationId} = acting.id`;
  return perform(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when exists (select from ${all} and ${subscriberFields.id} = ${id}::uuid) then 'unchanged'
        when exists (select from ${subscriberFields} where ${subscriberFields.id} = ${id}::uuid)
          then 'id_reused'
        when exists (select from ${all} and ${subscriberFields.key} = ${key}::text)
          then 'field_key_taken'
        when (select count(*) from ${all}) >= ${mostFields}::integer then 'too_many_fields'
        else 'done'
      end as outcome
      from acting where not has_left
    ), made as (
      insert into ${subscriberFields} (id, organization_id, key, label, kind)
      select ${id}::uuid, id, ${key}::text, ${label}::text, ${kind}::text
      from verdict where outcome = 'done'
      returning *
    ), audit as (
      ${audited(actor, { ...ofField, action: "field.created", from: sql`made` })}
    )`,
  );
}

/** The common table expressions of an act on a field that is there. @param unchanged when nothing is left to do. */
const onField = (actor: Actor, id: string, unchanged = sql`false`) => sql`
  ${acting(actor)},
  target as materialized (
    select * from ${subscriberFields}
    where ${subscriberFields.id} = ${id}::uuid
      and ${subscriberFields.organizationId} = (select id from acting)
    for update
  ), verdict as materialized (
    select acting.id, slug, case
      when not ${may("newsletter.write")} then 'forbidden'
      when target.id is null then 'not_found'
      when ${unchanged} then 'unchanged'
      else 'done'
    end as outcome
    from acting left join target on true where not has_left
  )`;

/** Gives a field another label. Its key and kind stay, since letters and values depend on them. */
export function renameField(
  db: Database,
  actor: Actor,
  { id, label }: { id: string; label: string },
): Promise<Acted> {
  return perform(
    db,
    sql`${onField(actor, id, sql`target.label = ${label}::text`)},
    changed as (
      update ${subscriberFields} set label = ${label}::text
      where id = ${id}::uuid and organization_id = (select id from verdict where outcome = 'done')
      returning *
    ), audit as (
      ${audited(actor, { ...ofField, action: "field.renamed", from: sql`changed` })}
    )`,
  );
}

/**
 * Deletes a field. What people have in it stays with them, unseen: clearing it would change every one of
 * them, and a field of the same key shows it again.
 */
export function deleteField(db: Database, actor: Actor, { id }: { id: string }): Promise<Acted> {
  return perform(
    db,
    sql`${onField(actor, id)},
    gone as (
      delete from ${subscriberFields}
      where id = ${id}::uuid and organization_id = (select id from verdict where outcome = 'done')
      returning *
    ), audit as (
      ${audited(actor, { ...ofField, action: "field.deleted", from: sql`gone` })}
    )`,
  );
}

export const fieldCreation = implement(createFieldAct, {
  refusals: ["id_reused", "field_key_taken", "too_many_fields"],
  run: ({ db, actor, input, newId: id }) => createField(db, actor, { id, ...input }),
});

export const fieldRenaming = implement(renameFieldAct, {
  refusals: [],
  run: ({ db, actor, params, input }) => renameField(db, actor, { id: params.id, ...input }),
});

export const fieldDeletion = implement(deleteFieldAct, {
  refusals: [],
  run: ({ db, actor, params }) => deleteField(db, actor, params),
});
