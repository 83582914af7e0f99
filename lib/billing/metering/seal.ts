import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";

const batchSize = 500;

const batch = z.object({
  sealed: z.number(),
  failed: z.array(z.object({ organizationId: z.string(), code: z.string() })),
  next: z.nullable(z.string()),
});

/**
 * Seals every hour of use that ended at least five minutes ago, each once, however many do so at the
 * same time. A statement looks at up to 500 organizations; when `signal` is aborted, the rest is left
 * for the next time. An organization whose hours cannot be sealed is reported and tried again the next
 * time; it keeps no other waiting.
 * @returns how many hours of organizations it sealed, and how many organizations failed.
 */
export async function sealUsageHours(
  db: Database,
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ sealed: number; failed: number; isComplete: boolean }> {
  let sealed = 0;
  let failed = 0;
  for (let after: string | null = null; ; ) {
    const done = await sealBatch(db, after);
    sealed += done.sealed;
    failed += done.failed.length;
    for (const one of done.failed) {
      console.error(JSON.stringify({ level: "error", event: "hours_not_sealed", ...one }));
    }
    after = done.next;
    if (!after || signal?.aborted) return { sealed, failed, isComplete: !after };
  }
}

async function sealBatch(db: Database, after: string | null) {
  const statement = sql`
    select seal_usage_hours(${after}::uuid, ${batchSize}::integer) as batch`;
  const [done] = await rows(db, statement, (row) => z.parse(batch, row.batch));
  if (!done) throw new Error("seal_usage_hours answered nothing");
  return done;
}
