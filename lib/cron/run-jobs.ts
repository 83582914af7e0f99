import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/db/database.ts";
import { reportFailure } from "#lib/log/report.ts";
import { CannotRun, type Job, type Turn } from "./job.ts";

interface Options {
  db: Database;
  /** Milliseconds for all of them together. */
  budget: number;
  /** Milliseconds after its time for which a job is waited for. */
  grace?: number;
}

/** What came of a job: the fields that its parts gave, and how it went. */
export interface JobResult {
  /** The parts that failed. */
  failedParts?: string[];
  /** What to do about it, where the job says so. */
  problem?: string;
  /** There was no time for it, or it did not end in time. It goes on the next time. */
  isOutOfTime?: true;
  [field: string]: unknown;
}

/**
 * Runs jobs in their order. Each may take the time that those after it do not need, so what one leaves
 * over goes to the next. A job that fails is reported and keeps no other from its turn, and one that
 * does not end in time is left behind.
 * @returns the answer: 200; 500 when a part failed; 502 when only somebody else's server did.
 */
export async function runJobs(
  jobs: readonly Job[],
  { db, budget, grace = 10_000 }: Options,
): Promise<Response> {
  const deadline = performance.now() + budget;
  const results: Record<string, JobResult> = {};
  for (const [index, job] of jobs.entries()) {
    const owed = jobs.slice(index + 1).reduce((sum, later) => sum + later.budget, 0);
    const time = Math.floor(Math.max(deadline - performance.now() - owed, 0));
    const result = time > 0 ? await runJob(job, { db, time, grace }) : outOfTime(job);
    console.log(JSON.stringify({ event: "cron", job: job.name, ...result }));
    results[job.name] = result;
  }
  return Response.json(
    { jobs: results },
    { status: statusOf(results), headers: { "cache-control": "private, no-store" } },
  );
}

async function runJob(
  job: Job,
  { db, time, grace }: { db: Database; time: number; grace: number },
): Promise<JobResult> {
  const waiting = new AbortController();
  const tooLong = sleep(time + grace, undefined, { signal: waiting.signal }).then(
    () => outOfTime(job),
    () => ({}),
  );
  const turn = { db, budget: time, signal: AbortSignal.timeout(time) };
  try {
    return await Promise.race([runParts(job, turn), tooLong]);
  } finally {
    waiting.abort();
  }
}

async function runParts(job: Job, turn: Turn): Promise<JobResult> {
  const result: JobResult = {};
  const failed: string[] = [];
  for (const [part, run] of Object.entries(partsOf(job, turn))) {
    try {
      Object.assign(result, await run());
    } catch (error) {
      failed.push(part);
      if (error instanceof CannotRun) result.problem = error.message;
      reportFailure("cron_failed", error, { job: job.name, part });
    }
  }
  return failed.length > 0 ? { ...result, failedParts: failed } : result;
}

/** Its parts; of a job that cannot even say them, one that fails. */
function partsOf(job: Job, turn: Turn): ReturnType<Job["parts"]> {
  try {
    return job.parts(turn);
  } catch (error) {
    return { [job.name]: () => Promise.reject(error) };
  }
}

function outOfTime(job: Job): JobResult {
  console.warn(JSON.stringify({ level: "warn", event: "cron_out_of_time", job: job.name }));
  return { isOutOfTime: true };
}

function statusOf(results: Record<string, JobResult>): number {
  const all = Object.values(results);
  if (all.some(({ failedParts }) => failedParts)) return 500;
  return all.some(({ isFailed }) => isFailed === true) ? 502 : 200;
}
