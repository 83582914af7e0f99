import { type SQL, sql } from "drizzle-orm";
import { type Database, rows } from "#lib/db/database.ts";
import type { Rows } from "./event.ts";

/** Microseconds since 1970. */
export const micro = (moment: SQL): SQL => sql`(extract(epoch from ${moment}) * 1000000)::bigint`;

/** Reads rows that a statement gives as `key` and `value`. */
export async function readRows(db: Database, statement: SQL): Promise<Rows> {
  const found = await rows(
    db,
    sql`select key, value::text as value from (${statement}) as found`,
    ({ key, value }): [string, Record<string, unknown>] => [String(key), JSON.parse(String(value))],
  );
  return Object.fromEntries(found);
}
