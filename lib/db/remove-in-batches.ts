import type { SQL } from "drizzle-orm";
import { type Database, rows } from "./database.ts";

export interface RemovalOptions {
  /** Rows that one statement removes at the most, so that none takes long. */
  batchSize?: number;
  /** Aborted when time is over. */
  signal?: AbortSignal;
}

/**
 * Removes rows until none of their kind is left, or time is over.
 * @param removal returns a row for each that it removes.
 * @returns how many were removed.
 */
export async function removeInBatches(
  db: Database,
  removal: (batchSize: number) => SQL,
  { batchSize = 1_000, signal }: RemovalOptions,
): Promise<number> {
  let removed = 0;
  while (!signal?.aborted) {
    const gone = await rows(db, removal(batchSize), () => null);
    removed += gone.length;
    if (gone.length < batchSize) break;
  }
  return removed;
}
