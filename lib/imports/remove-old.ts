import type { Database } from "#lib/db/database.ts";
import { type RemovalOptions, removeInBatches } from "#lib/db/remove-in-batches.ts";
import { sql } from "#lib/db/sql.ts";
import { cellsKeptFor } from "./cells-kept-for.ts";
import { importProblems, importSubjects, imports } from "./schema.ts";

/**
 * Removes the cells of old imports: the rows that were not taken in, which are about people whom nobody
 * else here knows, and what an import that never ended remembers.
 */
export async function removeOldCells(
  db: Database,
  options: RemovalOptions = {},
): Promise<{ removed: number }> {
  let removed = 0;
  for (const table of [importProblems, importSubjects]) {
    removed += await removeInBatches(db, (batchSize) => removal(table, batchSize), options);
  }
  return { removed };
}

const removal = (table: typeof importProblems | typeof importSubjects, batchSize: number) => sql`
  delete from ${table} where ctid = any (array(
    select ${table}.ctid from ${table} join ${imports} on ${imports.id} = ${table.importId}
    where ${imports.createdAt} < now() - make_interval(days => ${cellsKeptFor}::integer)
    limit ${batchSize}::integer
  ))
  returning 1`;
