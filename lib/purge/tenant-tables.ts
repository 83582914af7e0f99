import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as schema from "#drizzle/tables.ts";

const allTables: PgTable[] = Object.values<unknown>(schema).flatMap((entry) =>
  is(entry, PgTable) ? [entry] : [],
);

/**
 * The names of all tables with rows of an organization, told by their `organization_id`: a table comes
 * after all that refer to it, so that deleting from one deletes from no other.
 */
export const tenantTables: readonly string[] = ordered(
  allTables
    .map(getTableConfig)
    .filter(({ columns }) => columns.some(({ name }) => name === "organization_id")),
);

/** @throws when tables refer to each other in a circle. */
function ordered(tables: readonly ReturnType<typeof getTableConfig>[]): string[] {
  const left = new Map(
    tables.map(({ name, foreignKeys }) => [
      name,
      new Set(foreignKeys.map((key) => getTableConfig(key.reference().foreignTable).name)),
    ]),
  );
  const order: string[] = [];
  while (left.size > 0) {
    const free = [...left.keys()].filter((name) =>
      [...left].every(([other, refersTo]) => other === name || !refersTo.has(name)),
    );
    if (free.length === 0) throw new Error("Tables of a tenant refer to each other in a circle");
    for (const name of free) left.delete(name);
    order.push(...free);
  }
  return order;
}
