import { type SQL, sql } from "drizzle-orm";

/** Where a page of a list begins: after a row, or before one; at the start when neither is there. */
export interface Place {
  after?: string;
  before?: string;
}

interface Keyset {
  /** A select of the rows that the list is of, each with `id` and what the keys are made of. */
  list: SQL;
  /** A select of all rows that a place may name; those that have left the list since, for one. */
  places: SQL;
  /** Expressions over a row, none of them null: what the list is ordered by, then by id. */
  keys: SQL[];
  descending?: boolean;
  place: Place;
  size: number;
}

interface KeysetParts {
  /** Common table expressions: `place`, with no row or one, and `page`, one row more than shown. */
  tables: SQL;
  /** For the `order by` of what `page` is aggregated into. */
  order: SQL;
}

/**
 * One page of a list, by the keys of the row that it follows: rows that come or go meanwhile shift
 * nothing, and the last page costs what the first one does. A place that is not there is the start.
 */
export function keyset({ list, places, keys, descending, place, size }: Keyset): KeysetParts {
  const columns = [...keys, sql`id`];
  const order = (isDescending: boolean) =>
    sql.join(
      columns.map((column) => sql`${column} ${sql.raw(isDescending ? "desc" : "asc")}`),
      sql`, `,
    );
  const isDescending = descending ?? false;
  const isBackward = isBefore(place);
  const names = columns.map((_, index) => sql.raw(`key_${index}`));
  const named = columns.map((column, index) => sql`${column} as ${names[index]}`);
  const sought = names.map((name) => sql`(select ${name} from place)`);
  const comparison = sql.raw(isDescending === isBackward ? ">" : "<");
  const limit = sql`limit ${size + 1}::integer`;
  const id = place.after ?? place.before ?? null;
  return {
    // Two branches, because an `or` would keep Postgres from starting at the place in an index.
    tables: sql`place as (
      select ${sql.join(named, sql`, `)} from (${places}) as candidate where id = ${id}::uuid
    ),
    page as (
      (
        select * from (${list}) as candidate
        where (${sql.join(columns, sql`, `)}) ${comparison} (${sql.join(sought, sql`, `)})
        order by ${order(isDescending !== isBackward)} ${limit}
      )
      union all
      (
        select * from (${list}) as candidate
        where not exists (select from place)
        order by ${order(isDescending)} ${limit}
      )
    )`,
    order: order(isDescending),
  };
}

export interface Turned<Row> {
  shown: Row[];
  /** Ids for `before` and `after`, when there is more on that side. */
  previous: string | undefined;
  next: string | undefined;
}

/**
 * What to show of the rows of `page`, in order.
 * @param hasPlace whether `place` had a row.
 */
export function turn<Row extends { id: string }>(
  found: Row[],
  hasPlace: boolean,
  place: Place,
  size: number,
): Turned<Row> {
  const isBackward = hasPlace && isBefore(place);
  const hasMore = found.length > size;
  const shown = isBackward ? found.slice(-size) : found.slice(0, size);
  return {
    shown,
    previous: (isBackward ? hasMore : hasPlace) ? shown[0]?.id : undefined,
    next: isBackward || hasMore ? shown.at(-1)?.id : undefined,
  };
}

const isBefore = ({ after, before }: Place) => !after && Boolean(before);
