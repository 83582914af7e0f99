import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { newsletterReplies } from "../schema.ts";

/** How long the id of an event is kept, in days. Longer than any provider sends one again. */
export const retentionDays = 90;

interface RemovalOptions {
  /** Rows that one statement removes at the most, so that none takes long. */
  batchSize?: number;
  /** Aborted when time is over. */
  signal?: AbortSignal;
}

/** Removes the ids of events that come no more. */
export async function removeOldReplies(
  db: Database,
  { batchSize = 1_000, signal }: RemovalOptions = {},
): Promise<{ removed: number }> {
  let removed = 0;
  while (!signal?.aborted) {
    const gone = await rows(db, removal(batchSize), () => null);
    removed += gone.length;
    if (gone.length < batchSize) break;
  }
  return { removed };
}

const removal = (batchSize: number) => sql`
  with old as (
    select organization_id, source, event_id from ${newsletterReplies}
    where created_at < now() - make_interval(days => ${retentionDays}::integer)
    order by created_at limit ${batchSize}::integer
    for update skip locked
  )
  delete from ${newsletterReplies} as event using old
  where event.organization_id = old.organization_id and event.source = old.source
    and event.event_id = old.event_id
  returning 1`;
