import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { retentionDays } from "./rules.ts";
import { webhookEndpoints, webhookMessages } from "./schema.ts";

interface RetentionOptions {
  /** Messages removed by one statement, so that none of them takes long. */
  batchSize?: number;
  /** In milliseconds: no batch begins after it. */
  budget?: number;
}

const counts = z.object({ messages: z.int(), endpoints: z.int() });

/**
 * Removes messages that were kept long enough, endpoints that were deleted with their messages, and
 * secrets that no longer sign. Two at once share the work.
 */
export async function removeOldMessages(
  db: Database,
  { batchSize = 1_000, budget = 10_000 }: RetentionOptions = {},
): Promise<z.output<typeof counts>> {
  const deadline = performance.now() + budget;
  const total = { messages: 0, endpoints: 0 };
  while (performance.now() < deadline) {
    const [found] = await rows(db, removal(batchSize), (row) => counts.parse(row));
    total.messages += found?.messages ?? 0;
    total.endpoints += found?.endpoints ?? 0;
    // An endpoint goes in the pass after that of its last message.
    if (!found || found.messages + found.endpoints === 0) break;
  }
  return total;
}

const removal = (batchSize: number) => sql`
  with old as materialized (
    select id from ${webhookMessages}
    where created_at < now() - make_interval(days => ${retentionDays}::integer)
    order by created_at limit ${batchSize}::integer
    for update skip locked
  ),
  orphaned as materialized (
    select message.id from ${webhookEndpoints} as endpoint
    join ${webhookMessages} as message on message.endpoint_id = endpoint.id
    where endpoint.deleted_at is not null
    limit ${batchSize}::integer
    for update of message skip locked
  ),
  gone as (
    delete from ${webhookMessages} as message
    where message.id in (select id from old union select id from orphaned)
    returning message.id
  ),
  ended as (
    delete from ${webhookEndpoints} as endpoint
    where endpoint.deleted_at is not null and not exists (
      select from ${webhookMessages} as message where message.endpoint_id = endpoint.id
    )
    returning endpoint.id
  ),
  forgotten as (
    update ${webhookEndpoints} set previous_secret = null, previous_until = null
    where previous_until < now() and deleted_at is null
  )
  select (select count(*)::integer from gone) as messages,
    (select count(*)::integer from ended) as endpoints`;
