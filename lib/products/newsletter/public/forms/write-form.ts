import type { SQL } from "drizzle-orm/sql";
import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { ownerFor } from "../../audience/owner.ts";
import { lists, subscribeFormLists, subscribeForms } from "../../schema.ts";
import { createFormAct, type FormInput, updateFormAct } from "./acts.ts";
import { mostForms } from "./rules.ts";

interface Written extends FormInput {
  id: string;
}

export const ofForm = {
  targetType: "subscribe_form" as const,
  organizationId: sql`organization_id`,
  targetId: sql`id`,
  metadata: sql`jsonb_build_object('name', name)`,
};

/** The lists that a form names, as far as the organization has them in use. */
const chosen = (ids: readonly string[]): SQL => sql`chosen as materialized (
  select ${lists.id} from ${lists}
  where ${lists.organizationId} = (select id from acting) and ${lists.archivedAt} is null
    and ${lists.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)
)`;

const areUnknown = (ids: readonly string[]): SQL =>
  sql`(select count(*) from chosen) <> ${new Set(ids.map((id) => id.toLowerCase())).size}::integer`;

/** Makes a form. The same id again changes nothing. */
export function createForm(db: Database, actor: Actor, form: Written): Promise<Acted> {
  const { id, name, title, description, consent, asksName, isDoubleOptIn } = form;
  const live = sql`${subscribeForms} where ${subscribeForms.organizationId} = acting.id
    and ${subscribeForms.archivedAt} is null`;
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${chosen(form.lists)},
    verdict as materialized (
      select id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when exists (
          select from ${subscribeForms}
          where ${subscribeForms.id} = ${id}::uuid and ${subscribeForms.organizationId} = acting.id
        ) then 'unchanged'
        when exists (select from ${subscribeForms} where ${subscribeForms.id} = ${id}::uuid)
          then 'id_reused'
        when ${areUnknown(form.lists)} then 'form_lists_unknown'
        when (select count(*) from ${live}) >= ${mostForms}::integer then 'too_many_forms'
        else 'done'
      end as outcome
      from acting where not has_left
    ), made as (
      insert into ${subscribeForms} (id, organization_id, owner_id, name, title, description, consent,
        asks_name, is_double_opt_in)
      select ${id}::uuid, id, ${ownerFor(actor, sql`verdict.id`)}, ${name}::text, ${title}::text,
        ${description}::text, ${consent}::text, ${asksName}::boolean, ${isDoubleOptIn}::boolean
      from verdict where outcome = 'done'
      returning *
    ), on_lists as (
      insert into ${subscribeFormLists} (organization_id, form_id, list_id)
      select made.organization_id, made.id, chosen.id from made cross join chosen
    ), audit as (
      ${audited(actor, { ...ofForm, action: "subscribe_form.created", from: sql`made` })}
    )`,
  );
}

/** Changes what a form says, asks and signs people up for. Consents that were given stay as they were read. */
export function updateForm(db: Database, actor: Actor, form: Written): Promise<Acted> {
  const { id, name, title, description, consent, asksName, isDoubleOptIn } = form;
  const ofThis = sql`organization_id = (select id from verdict where outcome = 'done')`;
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${chosen(form.lists)},
    target as materialized (
      select * from ${subscribeForms}
      where ${subscribeForms.id} = ${id}::uuid
        and ${subscribeForms.organizationId} = (select id from acting)
      for no key update
    ), had as materialized (
      select list_id from ${subscribeFormLists}
      where form_id = (select id from target) and organization_id = (select id from acting)
    ), verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null then 'not_found'
        when ${areUnknown(form.lists)} then 'form_lists_unknown'
        when (target.name, target.title, target.description, target.consent, target.asks_name,
            target.is_double_opt_in)
          = (${name}::text, ${title}::text, ${description}::text, ${consent}::text,
            ${asksName}::boolean, ${isDoubleOptIn}::boolean)
          and not exists (select id from chosen except select list_id from had)
          and not exists (select list_id from had except select id from chosen) then 'unchanged'
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${subscribeForms} set name = ${name}::text, title = ${title}::text,
        description = ${description}::text, consent = ${consent}::text,
        asks_name = ${asksName}::boolean, is_double_opt_in = ${isDoubleOptIn}::boolean
      where id = ${id}::uuid and ${ofThis}
      returning *
    ), off as (
      delete from ${subscribeFormLists} where form_id = ${id}::uuid and ${ofThis}
        and list_id not in (select chosen.id from chosen)
    ), on_lists as (
      insert into ${subscribeFormLists} (organization_id, form_id, list_id)
      select changed.organization_id, changed.id, chosen.id from changed cross join chosen
      on conflict (form_id, list_id) do nothing
    ), audit as (
      ${audited(actor, { ...ofForm, action: "subscribe_form.updated", from: sql`changed` })}
    )`,
  );
}

export const formCreation = implement(createFormAct, {
  refusals: ["id_reused", "form_lists_unknown", "too_many_forms"],
  async run({ db, actor, input, newId: id }) {
    return { ...(await createForm(db, actor, { id, ...input })), id };
  },
});

export const formUpdate = implement(updateFormAct, {
  refusals: ["form_lists_unknown"],
  run: ({ db, actor, params, input }) => updateForm(db, actor, { id: params.id, ...input }),
});
