import type { SQL } from "drizzle-orm/sql";
import { act } from "./act.ts";
import { type Database, rows } from "./database.ts";
import type { Field } from "./shape.ts";
import { sql } from "./sql.ts";

interface From {
  /** Common table expressions, separated by commas. */
  with?: SQL | undefined;
  /** What stands after `from`. */
  from?: SQL;
}

/** What a shape says of each row, in one statement. */
export function readAll<Value>(
  db: Database,
  found: Field<Value>,
  { with: ctes, from }: From = {},
): Promise<Value[]> {
  const statement = act(ctes, sql`select ${found} as found${from && sql` from ${from}`}`);
  return rows(db, statement, (row) => found.parse(row.found));
}

/** The same of the only row; null when there is none. */
export async function readOne<Value>(
  db: Database,
  found: Field<Value>,
  from?: From,
): Promise<Value | null> {
  const [only] = await readAll(db, found, from);
  return only ?? null;
}
