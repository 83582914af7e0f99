import type { SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { sql } from "#lib/db/sql.ts";

/** What an upsert writes: SQL by column name. Every value needs its cast, as it comes from a `select`. */
export type ColumnValues = Record<string, SQL>;

export interface GuardedUpsert {
  table: PgTable;
  /** The unique columns that tell whether the row is there. */
  key: string[];
  values: ColumnValues;
  /** Columns that only a new row gets. */
  initial?: ColumnValues;
  /** What a row that is there gets instead of the value; it may read `present` and `excluded`. */
  updates?: ColumnValues;
  /** Where the values come from; no row there, and nothing is written. */
  from: SQL;
  /** The columns of the total order, most significant first, smallest before. */
  version: SQL[];
  returning?: SQL;
}

/**
 * `insert … on conflict do update` that writes only when the version given is greater than the row's.
 * Postgres reads the row again under its lock before it compares, so of two events that arrive
 * together the greater one stays, whichever comes first. It returns a row when it wrote.
 */
export function guardedUpsert(upsert: GuardedUpsert): SQL {
  const { table, key, values, initial = {}, updates = {}, from, version } = upsert;
  const inserted = { ...values, ...initial };
  const names = list(Object.keys(inserted).map(column));
  const changes = Object.keys(values)
    .filter((name) => !key.includes(name))
    .map((name) => sql`${column(name)} = ${updates[name] ?? sql`excluded.${column(name)}`}`);
  const versionOf = (row: "present" | "excluded") =>
    list(version.map((part) => sql`${sql.identifier(row)}.${part}`));
  return sql`
    insert into ${table} as present (${names})
    select ${list(Object.values(inserted))} from ${from}
    on conflict (${list(key.map(column))}) do update set ${list(changes)}
    where (${versionOf("present")}) < (${versionOf("excluded")})
    returning ${upsert.returning ?? sql`1`}`;
}

const column = (name: string): SQL => sql`${sql.identifier(name)}`;

function list(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
