import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { cellsKeptFor } from "./cells-kept-for.ts";
import { importProblems, importSubjects, imports } from "./schema.ts";

interface RemovalOptions {
  /** Rows that one statement removes at the most, so that none takes long. */
  batchSize?: number;
  /** Aborted when time is over. */
  signal?: AbortSignal;
}

/**
 * Removes the cells of old imports: the rows that were not taken in, which are about people whom nobody
 * else here knows, and what an import that never ended remembers.
 */
export async function removeOldCells(
  db: Database,
  { batchSize = 1_000, signal }: RemovalOptions = {},
): Promise<{ removed: number }> {
  let removed = 0;
  for (const table of [importProblems, importSubjects]) {
    const removal = sql`
      delete from ${table} where ctid = any (array(
        select ${table}.ctid from ${table} join ${imports} on ${imports.id} = ${table.importId}
        where ${imports.createdAt} < now() - make_interval(days => ${cellsKeptFor}::integer)
        limit ${batchSize}::integer
      ))
      returning 1`;
    while (!signal?.aborted) {
      const gone = await rows(db, removal, () => null);
      removed += gone.length;
      if (gone.length < batchSize) break;
    }
  }
  return { removed };
}
