import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { lists, subscribeFormLists, subscribeForms } from "../../schema.ts";
import { mostForms } from "./rules.ts";

const named = (name: string) => alias(subscribeForms, name);

/** A form as members see it, of the columns of a row. */
const formOf = (row: ReturnType<typeof named>) =>
  shape({
    id: row.id,
    name: row.name,
    title: row.title,
    description: row.description,
    consent: row.consent,
    asksName: row.asksName,
    isDoubleOptIn: row.isDoubleOptIn,
    archivedAt: row.archivedAt,
    createdAt: row.createdAt,
    /** The lists in use that it signs people up for. */
    lists: listOf(shape({ id: lists.id, name: lists.name }), {
      from: sql`${subscribeFormLists} join ${lists} on ${lists.id} = ${subscribeFormLists.listId}
        where ${subscribeFormLists.formId} = ${row.id} and ${lists.archivedAt} is null`,
      order: sql`lower(${lists.name}), ${lists.id}`,
    }),
  });

const ofTenant = sql`select * from ${subscribeForms} where ${inTenant(subscribeForms.organizationId)}`;

/** All forms of an organization, newest first. */
export const formList = keyset("sign_up_form", named);
export const listedForm = formOf(formList.row);
export const formsOf = (window: Window): SQL =>
  formList.tables({ rows: ofTenant, keys: (row) => [row.createdAt], descending: true }, window);

/** The same for the page, which shows them by name, those in use first. */
export const memberForm = formOf(named("member_form"));
export type MemberForm = ValueOf<typeof memberForm>;

export const memberForms = listOf(memberForm, {
  from: sql`(
    ${ofTenant} order by archived_at is not null, lower(name), id
    limit ${sql.raw(String(2 * mostForms))}
  ) as member_form`,
  order: sql`archived_at is not null, lower(name), id`,
});

/** The common table expression `member_form` over `scope`: the form with an id, if it is of the organization. */
export const memberFormOf = (id: string): SQL =>
  sql`member_form as (${ofTenant} and ${subscribeForms.id} = ${id}::uuid)`;
