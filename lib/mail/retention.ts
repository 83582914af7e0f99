import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { outbox } from "./schema.ts";

/** How long it is known that a mail was sent, or given up, in days. */
export const retentionDays = 90;

const batch = z.object({ removed: z.int() });

interface RetentionOptions {
  /** Rows removed by one statement, so that none of them takes long. */
  batchSize?: number;
  /** In milliseconds: no batch begins after it. */
  budget?: number;
}

/** Removes what the outbox has kept long enough, oldest first. What is still due stays, however old. */
export async function removeOldMail(
  db: Database,
  { batchSize = 1_000, budget = 10_000 }: RetentionOptions = {},
): Promise<{ removed: number; isDone: boolean }> {
  const deadline = performance.now() + budget;
  let removed = 0;
  while (performance.now() < deadline) {
    const [found] = await rows(db, removal(batchSize), (row) => batch.parse(row));
    removed += found?.removed ?? 0;
    if (!found || found.removed < batchSize) return { removed, isDone: true };
  }
  return { removed, isDone: false };
}

const removal = (batchSize: number) => sql`
  with old as materialized (
    select id from ${outbox}
    where due_at is null and created_at < now() - make_interval(days => ${retentionDays}::integer)
    order by created_at
    limit ${batchSize}::integer
    for update skip locked
  ),
  gone as (delete from ${outbox} as mail using old where mail.id = old.id returning mail.id)
  select count(*)::integer as removed from gone`;
