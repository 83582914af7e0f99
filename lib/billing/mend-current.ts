import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";

const mendedBatch = z.object({ mended: z.array(z.string()), next: z.nullable(z.string()) });

interface Options {
  /** How many organizations one statement looks at. */
  batch?: number;
  /** When it is aborted, the rest is left for the next time. */
  signal?: AbortSignal;
}

/**
 * Compares the row of `current_subscriptions` of every organization with what it is made of, and mends
 * and reports those that differ. Triggers keep the rows, so one that differs was written past them.
 * @returns how many it mended.
 */
export async function mendCurrentSubscriptions(
  db: Database,
  { batch = 1_000, signal }: Options = {},
): Promise<{ mended: number; isComplete: boolean }> {
  let mended = 0;
  for (let after: string | null = null; ; ) {
    const [done]: z.output<typeof mendedBatch>[] = await rows(
      db,
      sql`select mend_current_subscriptions(${after}::uuid, ${batch}::integer) as batch`,
      (row) => z.parse(mendedBatch, row.batch),
    );
    if (!done) throw new Error("mend_current_subscriptions answered nothing");
    mended += done.mended.length;
    for (const organizationId of done.mended) {
      const event = "current_subscription_mended";
      console.error(JSON.stringify({ level: "error", event, organizationId }));
    }
    after = done.next;
    if (!after || signal?.aborted) return { mended, isComplete: !after };
  }
}

/** The organizations with a row that is missing or differs; there should be none. */
export const wrongCurrentSubscriptions = (db: Database): Promise<string[]> =>
  rows(db, sql`select wrong_current_subscriptions()::text as id`, ({ id }) => String(id));
