import type { Database } from "#lib/db/database.ts";
import { databaseOn, postgresClient } from "#lib/db/node.ts";
import type { Replay, ReplayCounts } from "#lib/webhooks/replay.ts";
import type { Provider } from "#lib/webhooks/schema.ts";
import { describe } from "./call-provider.ts";
import type { Context } from "./context.ts";
import { runErrand } from "./errand.ts";
import { lookForMissing, TooMuchMissing } from "./missing.ts";
import { comparePage } from "./repair.ts";
import type { Errand, Resource } from "./resource.ts";
import {
  advanceRun,
  beginRun,
  type Counts,
  finishRun,
  forgetOldRuns,
  type Run,
  stoppedResources,
} from "./runs.ts";

export interface ReconcileOptions {
  /** Of a TCP endpoint, pooled or direct. */
  databaseUrl: string;
  /** What to compare; those of one provider in the order in which they depend on each other. */
  sources: (db: Database) => (Resource | Errand)[];
  /** Does parked events again, at the end. */
  replay: Pick<Replay, "replayParked">;
  /** Only what changed since then, and nothing is missed; null for everything. */
  since?: Date | null;
  /** Writes nothing, and says what it would do. */
  isDryRun?: boolean;
  /** Takes a provider's word even when it has less than half of what we know. */
  isForced?: boolean;
  /** Ends the run where it is; the next one goes on there. */
  signal?: AbortSignal;
  /** Receives a line for each step. */
  say?(line: string): void;
}

export interface ResourceReport {
  provider: Provider;
  resource: string;
  counts: Counts;
  /** Why it did not come to its end, if it did not. */
  problem?: string;
}

export interface Report {
  resources: ResourceReport[];
  /** What came of the parked events, which are tried again at the end. */
  replayed: ReplayCounts;
  /** True when it was told to stop before its end. */
  isStopped: boolean;
  isFailed: boolean;
}

/**
 * Compares what we have with what the providers say, and repairs what differs through the functions
 * that webhooks go through: what is newer than the provider's answer stays. What is gone there has to
 * be missed by two runs that saw everything, and to be asked for by name, before it ends here.
 */
export async function reconcile(options: ReconcileOptions): Promise<Report> {
  const { since = null, signal = new AbortController().signal, say = () => {} } = options;
  const { isDryRun = false, isForced = false } = options;
  const client = postgresClient(options.databaseUrl);
  const db = databaseOn(client);
  const context: Context = { client, db, isDryRun, isForced, signal, say };
  const report: Report = { resources: [], replayed: {}, isStopped: false, isFailed: false };
  try {
    for (const source of await remaining(db, options.sources(db), since)) {
      if (signal.aborted) break;
      report.resources.push(await reconcileOne(context, source, since));
    }
    report.isStopped = signal.aborted;
    if (!isDryRun && !signal.aborted) {
      report.replayed = await options.replay.replayParked(db);
      await forgetOldRuns(db);
    }
  } finally {
    await client.end({ timeout: 5 });
  }
  report.isFailed =
    report.resources.some(({ problem, counts }) => problem || counts.failed) ||
    (report.replayed.failed ?? 0) > 0;
  return report;
}

/** Without those that were done before an earlier run was stopped: it goes on where it was. */
async function remaining(db: Database, sources: (Resource | Errand)[], since: Date | null) {
  const left: (Resource | Errand)[] = [];
  for (const provider of new Set(sources.map((source) => source.provider))) {
    const own = sources.filter((source) => source.provider === provider);
    const stopped = await stoppedResources(db, provider, since);
    const first = own.findIndex(({ name }) => stopped.includes(name));
    left.push(...own.slice(Math.max(first, 0)));
  }
  return left;
}

async function reconcileOne(
  context: Context,
  source: Resource | Errand,
  since: Date | null,
): Promise<ResourceReport> {
  const { provider, name } = source;
  const run = context.isDryRun ? dryRun(since) : await beginRun(context.db, provider, name, since);
  const report: ResourceReport = { provider, resource: name, counts: run.counts };
  if (run.cursor) context.say(`${provider} ${name}: going on where the last run was stopped`);
  try {
    if ("run" in source) await runErrand(context, source, run);
    else {
      await walk(context, source, run);
      if (!run.since && source.absence) await lookForMissing(context, source, source.absence, run);
    }
  } catch (error) {
    if (context.signal.aborted) return report;
    report.problem = explain(error);
    context.say(`${provider} ${name}: ${report.problem}`);
  }
  // A failed run starts over next time, so that it does not keep others from their turn.
  if (!context.isDryRun) await finishRun(context.db, run);
  return report;
}

const dryRun = (since: Date | null): Run => ({
  id: crypto.randomUUID(),
  startedAt: new Date(),
  since,
  cursor: null,
  counts: {},
  seen: new Set(),
});

async function walk(context: Context, resource: Resource, run: Run): Promise<void> {
  for (;;) {
    context.signal.throwIfAborted();
    const page = await resource.page(run.cursor, run.since);
    await comparePage(context, resource, page.items, run.counts);
    for (const { id, problem } of page.failed) {
      context.say(`${resource.provider} ${resource.name} ${id}: ${problem}`);
      run.counts.failed = (run.counts.failed ?? 0) + 1;
    }
    for (const id of page.seen) run.seen.add(id);
    run.counts.seen = run.seen.size;
    // After the last page the run stays there, in case it is stopped while it looks for missing rows.
    if (page.next) run.cursor = page.next;
    if (!context.isDryRun) await advanceRun(context.db, run, page.seen);
    const of = page.total === undefined ? "" : ` of ${page.total}`;
    context.say(`${resource.provider} ${resource.name}: ${run.seen.size}${of}`);
    if (!page.next) return;
  }
}

/** One line. */
function explain(error: unknown): string {
  if (error instanceof TooMuchMissing) return error.message;
  return describe(error);
}
