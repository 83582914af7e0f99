import { applyEffect } from "#lib/webhooks/apply.ts";
import { describe, isOfOneObject } from "./call-provider.ts";
import type { Context } from "./context.ts";
import { keepMisses, missedBefore, unseenRows } from "./misses.ts";
import { comparePage } from "./repair.ts";
import type { Absence, KnownRow, Resource } from "./resource.ts";
import type { Run } from "./runs.ts";

/** The provider lists less than half of what we know: rather its mistake than the truth. */
export class TooMuchMissing extends Error {
  override name = "TooMuchMissing";
  constructor(missing: number, known: number) {
    super(
      `${missing} of ${known} are missing at the provider, more than half: nothing was counted as missed. If that is right, run it with --force.`,
    );
  }
}

/**
 * What a run that is at its end has not seen. Missed for the first time, it is noted; missed by an
 * earlier run too, the provider is asked for it by name, and only when there is none does it end.
 * @throws TooMuchMissing when that would be more than half of what we know.
 */
export async function lookForMissing(
  context: Context,
  resource: Resource,
  absence: Absence,
  run: Run,
): Promise<void> {
  const { db, isDryRun, isForced, signal, say } = context;
  const { known, missing } = await unseenRows(db, absence, run);
  if (missing.length > known / 2 && !isForced) throw new TooMuchMissing(missing.length, known);

  const before = await missedBefore(db, resource, run);
  const noted: string[] = [];
  /** Still missed: they are asked for again the next time. */
  const failed: string[] = [];
  for (const row of missing) {
    signal.throwIfAborted();
    const subject = `${resource.provider} ${resource.name} ${row.id}`;
    if (!before.has(row.id)) {
      say(`${subject}: is missing at the provider`);
      noted.push(row.id);
      continue;
    }
    try {
      await settle(context, resource, absence, row, run);
    } catch (error) {
      signal.throwIfAborted();
      if (!isOfOneObject(error)) throw error;
      say(`${subject}: ${describe(error)}`);
      failed.push(row.id);
      run.counts.failed = (run.counts.failed ?? 0) + 1;
    }
  }
  run.counts.missing = noted.length;
  if (!isDryRun) await keepMisses(db, resource, run, [...noted, ...failed]);
}

/** Asks the provider for one by name: it is compared, or it ends. */
async function settle(
  context: Context,
  resource: Resource,
  absence: Absence,
  row: KnownRow,
  { counts }: Run,
): Promise<void> {
  const { db, isDryRun, say } = context;
  const subject = `${resource.provider} ${resource.name} ${row.id}`;
  const askedAt = new Date().toISOString();
  const item = await absence.find(row);
  if (item) return comparePage(context, resource, [item], counts);
  if (isDryRun) say(`${subject}: would end, since it is gone at the provider`);
  else {
    const { notice } = await applyEffect(db, await absence.end(row, askedAt));
    say(`${subject}: has ended, since it is gone at the provider${notice ? ` (${notice})` : ""}`);
  }
  counts.gone = (counts.gone ?? 0) + 1;
}
