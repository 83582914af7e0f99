import type { SQL } from "drizzle-orm/sql";
import { sql } from "./sql.ts";

/** How many rows are looked at in their order before an index is asked for all that match. */
const near = 500;

interface Sought {
  /** Of the common table expression that has the rows; its neighbours are named after it. */
  name: string;
  /** A select of all rows, among which matching ones are sought. */
  rows: SQL;
  /** Conditions over `candidate`, a row: where the search is, and whether the row matches. */
  within?: SQL | undefined;
  matches: SQL;
  /** A select of the rows that match, found by an index of words (`like`). */
  found: SQL;
  /** What rows are ordered by, over `candidate`, with an index. */
  order: SQL;
  limit: number;
}

/**
 * Common table expressions up to `name`: the first rows that match, in their order. Words that many rows
 * have are found in the first of all rows, and words that few have by their index, so neither reads
 * many rows. Postgres cannot choose between the two ways itself: it plans before it knows which
 * organization is asked for.
 */
export function sought({ name, rows, within, matches, found, order, limit }: Sought): SQL {
  const [looked, hits, known] = ["near", "hits", "known"].map((part) =>
    sql.identifier(`${name}_${part}`),
  );
  const enough = sql`(select is_enough from ${known})`;
  return sql`${looked} as materialized (
      select * from (${rows}) as candidate ${within && sql`where ${within}`}
      order by ${order} limit ${near}::integer
    ),
    ${hits} as materialized (
      select * from ${looked} as candidate where ${matches} order by ${order} limit ${limit}::integer
    ),
    ${known} as materialized (
      select (select count(*) from ${hits}) = ${limit}::integer
        or (select count(*) from ${looked}) < ${near}::integer as is_enough
    ),
    ${sql.identifier(name)} as (
      select * from ${hits} where ${enough}
      union all
      (
        select * from (${found}) as candidate where not ${enough} ${within && sql`and ${within}`}
        order by ${order} limit ${limit}::integer
      )
    )`;
}

const escaped = (typed: string): string => typed.replace(/[\\%_]/g, "\\$&");

/** The pattern for `like` of lower-case text that has in it what was typed, which means nothing but itself. */
export const containing = (typed: string): SQL => sql`lower(${`%${escaped(typed)}%`}::text)`;

/** The same of text that begins with it. */
export const beginningWith = (typed: string): SQL => sql`lower(${`${escaped(typed)}%`}::text)`;
