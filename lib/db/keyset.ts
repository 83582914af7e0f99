import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { rowNamed } from "./row.ts";
import { Field, listOf, oneOf, shape } from "./shape.ts";
import { sought } from "./sought.ts";
import { sql } from "./sql.ts";

/** Where a page of a list begins: after a row, or before one; at the start when neither is there. */
export interface Place {
  after?: string | undefined;
  before?: string | undefined;
}

export interface Window extends Place {
  /** How many rows a page has. */
  size: number;
}

interface Listing<Columns> {
  /** A select of the rows that are listed. */
  rows: SQL;
  /** A select of all rows that a place may name, if some of them have left the list since. */
  places?: SQL;
  /** What the rows are ordered by, then by id: expressions over a row, none of them null. */
  keys(row: Columns): SQLWrapper[];
  descending?: boolean | undefined;
  /** For a list that is searched: `rows` are then those among which words are sought. */
  search?: Search<Columns> | undefined;
}

/** How the rows that have some words are found. */
interface Search<Columns> {
  /** Whether a row has them. */
  matches(row: Columns): SQL;
  /** A select of those that have them, by an index of words. */
  found: SQL;
}

export interface Turned<Row> {
  shown: Row[];
  /** Ids for `before` and `after`, when there is more on that side. */
  previous: string | undefined;
  next: string | undefined;
}

/**
 * A list that is read a page at a time, by the keys of the row that the page follows: rows that come or
 * go meanwhile shift nothing, and the last page costs what the first one does.
 */
export interface Keyset<Columns> {
  /** The columns of a row of the page, for the shape of an item. */
  row: Columns;
  /** Common table expressions: the page under the list's name, and what it is found by. */
  tables(listing: Listing<Columns>, window: Window): SQL;
  /** A page of the list: one item for each row. */
  listed<Item extends { id: string }>(item: Field<Item>): Field<Turned<Item>>;
  /** The items of the first page, for a list that shows no more. */
  first<Item>(item: Field<Item>): Field<Item[]>;
}

/**
 * @param name of the common table expression that has the page; its neighbours are named after it.
 * @param of the columns of a row where it is called so: `rowsOf(…).of`, or an alias of a table.
 */
export function keyset<Columns extends { id: SQLWrapper }>(
  name: string,
  of: (name: string) => Columns,
): Keyset<Columns> {
  const page = sql.identifier(name);
  const place = sql.identifier(`${name}_place`);
  const asked = sql.identifier(`${name}_asked`);
  return {
    row: of(name),
    tables(
      { rows, places = rows, keys, descending = false, search },
      { after, before, size }: Window,
    ) {
      const candidate = of("candidate");
      const columns = [...keys(candidate), candidate.id];
      const isBackward = !after && Boolean(before);
      const ordered = (isDescending: boolean) =>
        list(columns.map((column) => sql`${column} ${sql.raw(isDescending ? "desc" : "asc")}`));
      const names = columns.map((_, index) => sql.raw(`key_${index}`));
      const keyOfPlace = names.map((key) => sql`(select ${key} from ${place})`);
      const comparison = sql.raw(descending === isBackward ? ">" : "<");
      const inOrder = (found: SQL) => sql`${page} as (
        select candidate.*, row_number() over (order by ${ordered(descending)}) as nth
        from (${found}) as candidate
      )`;
      /** The first rows within a condition: tables that it takes, each with a comma, and a select. */
      const rowsWithin = (part: string, isDescending: boolean, within?: SQL) => {
        const order = ordered(isDescending);
        const limit = size + 1;
        if (!search) {
          return {
            with: sql``,
            select: sql`select * from (${rows}) as candidate ${within && sql`where ${within}`}
              order by ${order} limit ${limit}::integer`,
          };
        }
        const own = `${name}_${part}`;
        const { matches, found } = search;
        return {
          with: sql`${sought({ name: own, rows, within, matches: matches(candidate), found, order, limit })},`,
          select: sql`select * from ${sql.identifier(own)}`,
        };
      };
      if (!after && !before) {
        const first = rowsWithin("first", descending);
        return sql`${first.with} ${inOrder(first.select)},
        ${asked} as (select ${size}::integer as size, false as has_place, false as is_backward)`;
      }
      // Two branches, because an `or` would keep Postgres from starting at the place in an index.
      const beyond = rowsWithin(
        "beyond",
        descending !== isBackward,
        sql`(${list(columns)}) ${comparison} (${list(keyOfPlace)})`,
      );
      const first = rowsWithin("first", descending, sql`not exists (select from ${place})`);
      return sql`${place} as (
        select ${list(columns.map((column, index) => sql`${column} as ${names[index]}`))}
        from (${places}) as candidate where ${candidate.id} = ${after || before}::uuid
      ),
      ${beyond.with} ${first.with}
      ${inOrder(sql`(${beyond.select}) union all (${first.select})`)},
      ${asked} as (
        select ${size}::integer as size, exists (select from ${place}) as has_place,
          ${isBackward}::boolean as is_backward
      )`;
    },
    first: (item) =>
      listOf(item, {
        from: sql`${page} where ${page}.nth <= (select size from ${asked})`,
        order: sql`${page}.nth`,
      }),
    listed(item) {
      const found = shape({
        /** In order, and one more than are shown if there is one. */
        items: listOf(item, { from: sql`${page}`, order: sql`${page}.nth` }),
        ...rowNamed(`${name}_asked`, {
          size: z.number(),
          hasPlace: z.boolean(),
          isBackward: z.boolean(),
        }),
      });
      const { expression, parser } = oneOf(found, sql`${asked}`);
      return new Field(expression, z.pipe(parser, z.transform(turned)));
    },
  };
}

const list = (parts: SQLWrapper[]): SQL => sql.join(parts, sql`, `);

interface Found<Item> {
  items: Item[];
  hasPlace: boolean;
  isBackward: boolean;
  size: number;
}

function turned<Item extends { id: string }>(found: Found<Item>): Turned<Item> {
  const { items, hasPlace, size } = found;
  const isBackward = hasPlace && found.isBackward;
  const hasMore = items.length > size;
  const shown = isBackward ? items.slice(-size) : items.slice(0, size);
  return {
    shown,
    previous: (isBackward ? hasMore : hasPlace) ? shown[0]?.id : undefined,
    next: isBackward || hasMore ? shown.at(-1)?.id : undefined,
  };
}
