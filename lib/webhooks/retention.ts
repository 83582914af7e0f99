import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { webhookEvents } from "./schema.ts";

/** How long the inbox keeps a delivery, in days. Longer than any provider sends one again. */
export const retentionDays = 90;

const batch = z.object({ removed: z.int(), parked: z.int() });

interface RetentionOptions {
  /** Events removed by one statement, so that none of them takes long. */
  batchSize?: number;
  /** In milliseconds: no batch begins after it. */
  budget?: number;
}

interface Removal {
  removed: number;
  /** How many of them had been parked all the time, and will never be applied. */
  parked: number;
  /** False when time ran out first. The next run goes on. */
  isDone: boolean;
}

/** Removes what the inbox has kept long enough, oldest first. Two at once share the work. */
export async function removeOldEvents(
  db: Database,
  { batchSize = 1_000, budget = 30_000 }: RetentionOptions = {},
): Promise<Removal> {
  const deadline = performance.now() + budget;
  const total = { removed: 0, parked: 0 };
  while (performance.now() < deadline) {
    const [found] = await rows(db, removal(batchSize), (row) => batch.parse(row));
    total.removed += found?.removed ?? 0;
    total.parked += found?.parked ?? 0;
    if (!found || found.removed < batchSize) return { ...total, isDone: true };
  }
  return { ...total, isDone: false };
}

const removal = (batchSize: number) => sql`
  with old as (
    select id from ${webhookEvents}
    where created_at < now() - make_interval(days => ${retentionDays}::integer)
    order by created_at
    limit ${batchSize}::integer
    for update skip locked
  ),
  gone as (
    delete from ${webhookEvents} as event using old where event.id = old.id returning event.outcome
  )
  select count(*)::integer as removed,
    count(*) filter (where outcome = 'parked')::integer as parked
  from gone`;
