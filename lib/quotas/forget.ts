import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { bucket, type Draw } from "./drawing.ts";
import { lastingLimits, rateLimits } from "./schema.ts";

/** Gives back all of some quotas: for attempts that counted as long as nobody knew who made them. */
export async function forget(db: Database, draws: readonly Draw[]): Promise<void> {
  const buckets = sql.join(draws.map(bucket), sql`, `);
  await db.execute(sql`
    with soon as (delete from ${rateLimits} where bucket in (${buckets}))
    delete from ${lastingLimits} where bucket in (${buckets})`);
}
