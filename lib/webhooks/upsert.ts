import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";

/** What an upsert writes: SQL by column name. Every value needs its cast, as it comes from a `select`. */
export type ColumnValues = Record<string, SQL>;

export interface GuardedUpsert {
  table: PgTable;
  /** The unique column that tells whether the row is there. */
  key: string;
  values: ColumnValues;
  /** Columns that only a new row gets. */
  initial?: ColumnValues;
  /** Where the values come from; no row there, and nothing is written. */
  from: SQL;
  /** The columns of the total order, most significant first, smallest before. */
  version: SQL[];
}

/**
 * `insert … on conflict do update` that writes only when the version given is greater than the row's.
 * Postgres reads the row again under its lock before it compares, so of two events that arrive
 * together the greater one stays, whichever comes first. It returns a row when it wrote.
 */
export function guardedUpsert({
  table,
  key,
  values,
  initial = {},
  from,
  version,
}: GuardedUpsert): SQL {
  const inserted = { ...values, ...initial };
  const names = list(Object.keys(inserted).map((name) => sql.identifier(name)));
  const updates = Object.keys(values)
    .filter((name) => name !== key)
    .map((name) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`);
  const versionOf = (row: "present" | "excluded") =>
    list(version.map((column) => sql`${sql.identifier(row)}.${column}`));
  return sql`
    insert into ${table} as present (${names})
    select ${list(Object.values(inserted))} from ${from}
    on conflict (${sql.identifier(key)}) do update set ${list(updates)}
    where (${versionOf("present")}) < (${versionOf("excluded")})
    returning 1`;
}

function list(parts: (SQL | ReturnType<typeof sql.identifier>)[]): SQL {
  return sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  );
}
