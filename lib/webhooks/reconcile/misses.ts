import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { reconcileMisses } from "#lib/webhooks/schema.ts";
import type { Absence, KnownRow, Resource } from "./resource.ts";
import type { Run } from "./runs.ts";

const knownRow = z.object({ id: z.string(), details: z.record(z.string(), z.unknown()) });

/** Our live rows that were there when the run began, and those of them that it did not see. */
export async function unseenRows(
  db: Database,
  absence: Absence,
  run: Run,
): Promise<{ known: number; missing: KnownRow[] }> {
  const before = sql`${run.startedAt.toISOString()}::timestamptz`;
  const known = await rows(
    db,
    sql`select id, details::text from (${absence.known(before)}) as known`,
    ({ id, details }) => knownRow.parse({ id, details: JSON.parse(String(details)) }),
  );
  return { known: known.length, missing: known.filter(({ id }) => !run.seen.has(id)) };
}

/** Those that an earlier run missed too. */
export async function missedBefore(
  db: Database,
  { provider, name }: Resource,
  run: Run,
): Promise<Set<string>> {
  const found = await rows(
    db,
    sql`select entity_id from ${reconcileMisses}
      where provider = ${provider} and resource = ${name} and run_id <> ${run.id}::uuid`,
    (row) => String(row.entity_id),
  );
  return new Set(found);
}

/** Keeps what this run missed; all else is not missed any more. */
export async function keepMisses(
  db: Database,
  { provider, name }: Resource,
  run: Run,
  missing: string[],
): Promise<void> {
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify(missing)}::jsonb))`;
  await db.execute(sql`
    with found as (
      delete from ${reconcileMisses}
      where provider = ${provider} and resource = ${name} and entity_id not in ${ids}
    )
    insert into ${reconcileMisses} (provider, resource, entity_id, run_id)
    select ${provider}, ${name}, id, ${run.id}::uuid from ${ids} as missing (id)
    on conflict do nothing`);
}
