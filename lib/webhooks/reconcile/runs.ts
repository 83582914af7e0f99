import type { SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { field, listOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { type Provider, reconcileRuns, reconcileSeen } from "#lib/webhooks/schema.ts";

/** What was done so far, such as `{ seen: 120, repaired: 2 }`. */
export type Counts = Record<string, number>;

/** One pass over one resource. */
export interface Run {
  id: string;
  startedAt: Date;
  since: Date | null;
  cursor: string | null;
  counts: Counts;
  /** The ids that it has found at the provider. */
  seen: Set<string>;
}

/** A run that is older has missed too much to go on. */
const longestPause = sql`interval '7 days'`;

const unfinished = (provider: Provider, since: Date | null): SQL => sql`
  provider = ${provider}::text and finished_at is null and created_at > now() - ${longestPause}
  and since is ${since ? sql`not null` : sql`null`}`;

const stoppedResource = z.object({ resource: z.string() });

/** The resources of a provider whose run was stopped; runs with --since are kept apart. */
export async function stoppedResources(
  db: Database,
  provider: Provider,
  since: Date | null,
): Promise<string[]> {
  const statement = sql`select resource from ${reconcileRuns} where ${unfinished(provider, since)}`;
  const found = await rows(db, statement, (row) => stoppedResource.parse(row));
  return found.map(({ resource }) => resource);
}

const begunRun = alias(reconcileRuns, "run");

const run = shape({
  id: begunRun.id,
  startedAt: begunRun.createdAt,
  since: begunRun.since,
  cursor: begunRun.cursor,
  counts: field(z.record(z.string(), z.number()), begunRun.counts),
  seen: listOf(reconcileSeen.entityId, {
    from: sql`${reconcileSeen} where ${reconcileSeen.runId} = ${begunRun.id}`,
  }),
});

/** The run that was stopped, to go on with, else a new one. */
export async function beginRun(
  db: Database,
  provider: Provider,
  resource: string,
  since: Date | null,
): Promise<Run> {
  const statement = sql`
    with stopped as (
      select * from ${reconcileRuns}
      where resource = ${resource}::text and ${unfinished(provider, since)}
      order by created_at desc limit 1
    ), begun as (
      insert into ${reconcileRuns} (provider, resource, since)
      select ${provider}::text, ${resource}::text, ${since?.toISOString() ?? null}::timestamptz
      where not exists (select from stopped)
      returning *
    ), run as (select * from stopped union all select * from begun)
    select ${run} as run from run`;
  const [found] = await rows(db, statement, (row) => run.parse(row.run));
  if (!found) throw new Error("A run was not kept");
  return { ...found, seen: new Set(found.seen) };
}

/** Keeps how far a run is, in one statement: what was seen, and where to go on. */
export async function advanceRun(db: Database, run: Run, seen: string[]): Promise<void> {
  await db.execute(sql`
    with seen as (
      insert into ${reconcileSeen} (run_id, entity_id)
      select ${run.id}::uuid, jsonb_array_elements_text(${JSON.stringify(seen)}::jsonb)
      on conflict do nothing
    )
    update ${reconcileRuns}
    set cursor = ${run.cursor}::text, counts = ${JSON.stringify(run.counts)}::jsonb
    where id = ${run.id}::uuid`);
}

/** A run that is at its end needs no more what it has seen; neither do those that nobody goes on with. */
export async function finishRun(db: Database, run: Run): Promise<void> {
  await db.execute(sql`
    with finished as (
      update ${reconcileRuns} set finished_at = now(), counts = ${JSON.stringify(run.counts)}::jsonb
      where id = ${run.id}::uuid
    )
    delete from ${reconcileSeen} where run_id = ${run.id}::uuid or run_id in (
      select id from ${reconcileRuns} where created_at < now() - ${longestPause}
    )`);
}

const keptDays = sql`interval '90 days'`;

/** Removes runs that are of no interest any more. */
export async function forgetOldRuns(db: Database): Promise<void> {
  await db.execute(sql`delete from ${reconcileRuns} where created_at < now() - ${keptDays}`);
}
