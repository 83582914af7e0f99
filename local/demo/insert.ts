import { getTableColumns, sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type { Database } from "#lib/db/database.ts";
import type { DemoMember } from "./people.ts";

/**
 * Fills in the demo data of a product.
 * @param now the moment up to which its history goes. The same moment gives the same rows.
 * @param members everybody who is or was in one of the demo organizations.
 */
export type InsertDemo = (db: Database, now: Date, members: DemoMember[]) => Promise<void>;

/**
 * Inserts any number of rows with one statement and one parameter. Rows that are there stay as they
 * are. Every row must have the keys of the first.
 */
export async function insertAll<Table extends PgTable>(
  db: Database,
  table: Table,
  all: Table["$inferInsert"][],
): Promise<void> {
  const [first] = all;
  if (!first) return;
  const columns = getTableColumns(table);
  const keys = Object.keys(first);
  const names = keys.map((key) => {
    const column = columns[key];
    if (!column) throw new Error(`${getTableConfig(table).name} has no column ${key}`);
    return column.name;
  });
  const records = all.map((row) => {
    const values: Record<string, unknown> = { ...row };
    return Object.fromEntries(keys.map((key, at) => [names[at], values[key] ?? null]));
  });
  const list = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );
  await db.execute(sql`
    insert into ${table} (${list})
    select ${list} from json_populate_recordset(null::${table}, ${JSON.stringify(records)}::json)
    on conflict do nothing`);
}
