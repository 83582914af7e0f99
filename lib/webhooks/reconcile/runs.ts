import { and, desc, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
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

const isOfKind = (since: Date | null) =>
  since ? isNotNull(reconcileRuns.since) : isNull(reconcileRuns.since);

/** The resources of a provider of which a run was stopped, with those that look since a moment apart. */
export async function stoppedResources(
  db: Database,
  provider: Provider,
  since: Date | null,
): Promise<string[]> {
  const found = await db
    .select({ resource: reconcileRuns.resource })
    .from(reconcileRuns)
    .where(and(eq(reconcileRuns.provider, provider), isUnfinished, isOfKind(since)));
  return found.map(({ resource }) => resource);
}

const isUnfinished = and(
  isNull(reconcileRuns.finishedAt),
  gt(reconcileRuns.createdAt, sql`now() - ${longestPause}`),
);

/** The run that was stopped, to go on with, else a new one. */
export async function beginRun(
  db: Database,
  provider: Provider,
  resource: string,
  since: Date | null,
): Promise<Run> {
  const [stopped] = await db
    .select()
    .from(reconcileRuns)
    .where(
      and(
        eq(reconcileRuns.provider, provider),
        eq(reconcileRuns.resource, resource),
        isUnfinished,
        isOfKind(since),
      ),
    )
    .orderBy(desc(reconcileRuns.createdAt))
    .limit(1);
  const [row] = stopped
    ? [stopped]
    : await db.insert(reconcileRuns).values({ provider, resource, since }).returning();
  if (!row) throw new Error("A run was not kept");
  const seen = stopped
    ? await db
        .select({ id: reconcileSeen.entityId })
        .from(reconcileSeen)
        .where(eq(reconcileSeen.runId, row.id))
    : [];
  return {
    id: row.id,
    startedAt: row.createdAt,
    since: row.since,
    cursor: row.cursor,
    counts: row.counts,
    seen: new Set(seen.map(({ id }) => id)),
  };
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
  await db.delete(reconcileRuns).where(lt(reconcileRuns.createdAt, sql`now() - ${keptDays}`));
}
