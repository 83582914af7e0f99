import { is } from "drizzle-orm";
import { type PgColumn, PgTable } from "drizzle-orm/pg-core";

const marked = new WeakSet<object>();

/**
 * Marks a table whose rows are the own of the person in `user_id`: they go when that person deletes their
 * account. What a team keeps is not marked.
 */
export function personal<Table extends PgTable & { userId: PgColumn }>(table: Table): Table {
  marked.add(table);
  return table;
}

/** The tables among the exports of a module that are marked. */
export const personalTables = (module: Record<string, unknown>): PgTable[] =>
  Object.values(module).flatMap((one) => (is(one, PgTable) && marked.has(one) ? [one] : []));
