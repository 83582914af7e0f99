import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { lists } from "../../schema.ts";
import { ownerFor } from "../owner.ts";
import { createListAct, updateListAct } from "./acts.ts";

interface ListInput {
  id: string;
  name: string;
  description: string;
  isPublic: boolean;
}

export const mostLists = 500;

export const ofList = {
  targetType: "list" as const,
  organizationId: sql`organization_id`,
  targetId: sql`id`,
  metadata: sql`jsonb_build_object('name', name)`,
};

const isTaken = ({ id, name }: ListInput) => sql`exists (
  select from ${lists} where ${lists.organizationId} = acting.id and ${lists.archivedAt} is null
    and lower(${lists.name}) = lower(${name}::text) and ${lists.id} <> ${id}::uuid
)`;

/** Makes a list. The same id again changes nothing. */
export function createList(db: Database, actor: Actor, list: ListInput): Promise<Acted> {
  const { id, name, description, isPublic } = list;
  const live = sql`${lists} where ${lists.organizationId} = acting.id and ${lists.archivedAt} is null`;
  return perform(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when exists (
          select from ${lists} where ${lists.id} = ${id}::uuid and ${lists.organizationId} = acting.id
        ) then 'unchanged'
        when exists (select from ${lists} where ${lists.id} = ${id}::uuid) then 'id_reused'
        when ${isTaken(list)} then 'list_name_taken'
        when (select count(*) from ${live}) >= ${mostLists}::integer then 'too_many_lists'
        else 'done'
      end as outcome
      from acting where not has_left
    ), made as (
      insert into ${lists} (id, organization_id, owner_id, name, description, is_public)
      select ${id}::uuid, id, ${ownerFor(actor, sql`verdict.id`)}, ${name}::text,
        ${description}::text, ${isPublic}::boolean
      from verdict where outcome = 'done'
      returning *
    ), audit as (
      ${audited(actor, { ...ofList, action: "list.created", from: sql`made` })}
    )`,
  );
}

/** Changes what a list is called and says. */
export function updateList(db: Database, actor: Actor, list: ListInput): Promise<Acted> {
  const { id, name, description, isPublic } = list;
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
        when (target.name, target.description, target.is_public)
          = (${name}::text, ${description}::text, ${isPublic}::boolean) then 'unchanged'
        when ${isTaken(list)} then 'list_name_taken'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${lists} set name = ${name}::text, description = ${description}::text,
        is_public = ${isPublic}::boolean
      where id = ${id}::uuid and organization_id = (select id from verdict where outcome = 'done')
      returning *
    ), audit as (
      ${audited(actor, { ...ofList, action: "list.updated", from: sql`changed` })}
    )`,
  );
}

export const listCreation = implement(createListAct, {
  refusals: ["id_reused", "list_name_taken", "too_many_lists"],
  async run({ db, actor, input, newId: id }) {
    return { ...(await createList(db, actor, { id, ...input })), id };
  },
});

export const listUpdate = implement(updateListAct, {
  refusals: ["list_name_taken"],
  run: ({ db, actor, params, input }) => updateList(db, actor, { id: params.id, ...input }),
});
