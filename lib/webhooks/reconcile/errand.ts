import { describe, statusOf } from "./call-provider.ts";
import type { Context } from "./context.ts";
import type { Errand } from "./resource.ts";
import { advanceRun, type Run } from "./runs.ts";

/** Goes through what is to be done, a page at a time. */
export async function runErrand(context: Context, errand: Errand, run: Run): Promise<void> {
  const { db, isDryRun, signal, say } = context;
  for (;;) {
    signal.throwIfAborted();
    const { ids, next } = await errand.pending(run.cursor, run.since);
    for (const id of ids.filter((one) => !run.seen.has(one))) {
      signal.throwIfAborted();
      const subject = `${errand.provider} event ${id}`;
      run.seen.add(id);
      try {
        if (!isDryRun) await errand.run(id);
        say(`${subject}: ${isDryRun ? "would be" : "is"} sent again`);
        run.counts.redelivered = (run.counts.redelivered ?? 0) + 1;
      } catch (error) {
        if (statusOf(error) === undefined) throw error;
        say(`${subject}: ${describe(error)}`);
        run.counts.failed = (run.counts.failed ?? 0) + 1;
      }
    }
    run.counts.seen = run.seen.size;
    if (next) run.cursor = next;
    if (!isDryRun) await advanceRun(db, run, ids);
    if (!next) return;
  }
}
