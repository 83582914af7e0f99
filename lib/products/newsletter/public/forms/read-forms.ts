import { listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { lists, subscribeFormLists, subscribeForms } from "../../schema.ts";
import { mostForms } from "./rules.ts";

/** The lists in use that a form signs up for. */
const listsOfForm = listOf(shape({ id: lists.id, name: lists.name }), {
  from: sql`${subscribeFormLists} join ${lists} on ${lists.id} = ${subscribeFormLists.listId}
    where ${subscribeFormLists.formId} = ${subscribeForms.id} and ${lists.archivedAt} is null`,
  order: sql`lower(${lists.name}), ${lists.id}`,
});

/** A form as members see it, of the table itself. */
export const memberForm = shape({
  id: subscribeForms.id,
  name: subscribeForms.name,
  title: subscribeForms.title,
  description: subscribeForms.description,
  consent: subscribeForms.consent,
  asksName: subscribeForms.asksName,
  isDoubleOptIn: subscribeForms.isDoubleOptIn,
  archivedAt: subscribeForms.archivedAt,
  lists: listsOfForm,
});
export type MemberForm = ValueOf<typeof memberForm>;

/** All forms of an organization, those in use first. */
export const memberForms = listOf(memberForm, {
  from: sql`(
    select * from ${subscribeForms} where ${inTenant(subscribeForms.organizationId)}
    order by archived_at is not null, lower(name), id limit ${sql.raw(String(2 * mostForms))}
  ) as subscribe_forms`,
  order: sql`archived_at is not null, lower(name), id`,
});

/** The common table expression `named_form` over `scope`: the form with an id, if it is of the organization. */
export const namedForm = (id: string) => sql`named_form as (
  select * from ${subscribeForms}
  where ${inTenant(subscribeForms.organizationId)} and ${subscribeForms.id} = ${id}::uuid
)`;
