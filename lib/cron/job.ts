import type { Database } from "#lib/db/database.ts";

/** What a job is given when its turn comes. */
export interface Turn {
  db: Database;
  /** Milliseconds that it may take. */
  budget: number;
  /** Aborted when they are over: the job stops where it can go on the next time. */
  signal: AbortSignal;
}

/**
 * What a part did, for the log and the answer. `isFailed: true` says that somebody else's server kept it
 * from its work, which the log has told already.
 */
export type Done = { isFailed?: boolean } & object;

/** Work that is due by the clock. A room declares its own in `cron.ts`; app/api/cron/jobs.ts lists them. */
export interface Job {
  /** As `/api/cron?job=…` and the log call it. */
  name: string;
  /** Milliseconds that are kept for it, however long the jobs before it take. It may get more. */
  budget: number;
  /** How often it runs on a developer's machine, where nobody else sets a clock: `npm run dev`. */
  everySeconds?: number;
  /** What it does, one part after the other. One that throws is reported, and the next has its turn. */
  parts(turn: Turn): Record<string, () => Promise<Done>>;
}

/** Why a part cannot do its work, in a sentence that may be shown: it holds no value and no address. */
export class CannotRun extends Error {
  override name = "CannotRun";
}
