import type { Database } from "#lib/db/database.ts";
import { type RemovalOptions, removeInBatches } from "#lib/db/remove-in-batches.ts";
import { sql } from "#lib/db/sql.ts";
import { newsletterReplies } from "../schema.ts";

/** How long the id of an event is kept, in days. Longer than any provider sends one again. */
export const retentionDays = 90;

/** Removes the ids of events that come no more. */
export const removeOldReplies = async (
  db: Database,
  options: RemovalOptions = {},
): Promise<{ removed: number }> => ({ removed: await removeInBatches(db, removal, options) });

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
