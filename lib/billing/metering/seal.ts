import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";

const batchSize = 500;

const batch = z.object({ sealed: z.number(), next: z.nullable(z.string()) });

/**
 * Seals every hour of use that ended at least five minutes ago, each once, however many do so at the
 * same time. A statement looks at up to 500 organizations; when `signal` is aborted, the rest is left
 * for the next time.
 * @returns how many hours of organizations it sealed.
 */
export async function sealUsageHours(
  db: Database,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ sealed: number; isComplete: boolean }> {
  let sealed = 0;
  for (let after: string | null = null; ; ) {
    const done = await sealBatch(db, after);
    sealed += done.sealed;
    after = done.next;
    if (!after || signal?.aborted) return { sealed, isComplete: !after };
  }
}

async function sealBatch(db: Database, after: string | null) {
  const statement = sql`
    select seal_usage_hours(${after}::uuid, ${batchSize}::integer) as batch`;
  const [done] = await rows(db, statement, (row) => z.parse(batch, row.batch));
  if (!done) throw new Error("seal_usage_hours answered nothing");
  return done;
}
