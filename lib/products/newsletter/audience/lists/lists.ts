import { alias } from "drizzle-orm/pg-core";
import type { SQL } from "drizzle-orm/sql";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { listSubscriptions, lists } from "../../schema.ts";
import { cappedCount } from "../counted.ts";

/** The lists of an organization, newest first. */
export const listList = keyset("audience_list", (name) => alias(lists, name));

/** Common table expressions over `scope`, for a page of `listList`. */
export const listsOf = ({ isArchived }: { isArchived: boolean }, window: Window): SQL =>
  listList.tables(
    {
      rows: sql`select * from ${lists} where ${inTenant(lists.organizationId)}
        and ${lists.archivedAt} is ${sql.raw(isArchived ? "not null" : "null")}`,
      places: sql`select * from ${lists} where ${inTenant(lists.organizationId)}`,
      keys: (list) => [list.createdAt],
      descending: true,
    },
    window,
  );

const { row } = listList;

/** How many people are on a list, whether or not they may be mailed; capped. */
const peopleOn = (listId: SQL) =>
  cappedCount(sql`${listSubscriptions} where ${listSubscriptions.listId} = ${listId}`);

export const listedList = shape({
  id: row.id,
  name: row.name,
  description: row.description,
  isPublic: row.isPublic,
  archivedAt: row.archivedAt,
  createdAt: row.createdAt,
  people: peopleOn(sql`${row.id}`),
});
export type ListedList = ValueOf<typeof listedList>;

/** A list by its id, of the row `one_list` of `oneListOf`. */
const one = alias(lists, "one_list");
export const oneList = shape({
  id: one.id,
  name: one.name,
  description: one.description,
  isPublic: one.isPublic,
  archivedAt: one.archivedAt,
  createdAt: one.createdAt,
  people: peopleOn(sql`${one.id}`),
});
export const oneListOf = (id: string): SQL => sql`one_list as (
  select * from ${lists} where ${inTenant(lists.organizationId)} and ${lists.id} = ${id}::uuid
)`;

/** The lists that people can be put on, by name; for filters and forms. */
const offered = alias(lists, "offered_list");
export const offeredLists = listOf(shape({ id: offered.id, name: offered.name }), {
  from: sql`${lists} as offered_list
    where ${inTenant(offered.organizationId)} and ${offered.archivedAt} is null`,
  order: sql`lower(${offered.name}), ${offered.id}`,
});
