import type { Database } from "#lib/db/database.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { mailServer } from "#lib/mail/send.ts";
import { chargeAllSeries, runSeries } from "../series/run.ts";
import { askOwners, watchFigures } from "./breaker.ts";
import { finishRuns } from "./finish.ts";
import { sendingLimits } from "./limits.ts";
import { queueAudiences } from "./queue.ts";
import { type SendOptions, sendMails } from "./send.ts";
import { startDue } from "./start.ts";
import { endTests } from "./subject-test.ts";

/** Milliseconds before the end of its time after which a sender begins no mail: one may take as long. */
const grace = 20_000;

export interface Run {
  /** Milliseconds that it may take. */
  budget: number;
}

export interface Ran {
  started: number;
  held: number;
  queued: number;
  sent: number;
  failed: number;
  finished: number;
  isDone: boolean;
}

/**
 * What every ring of the clock does: starts the campaigns that are due, writes their queues and those of
 * series, sends, and ends what is done. Any number may run at once, and each may be killed at any moment.
 */
export async function runNewsletter(
  db: Database,
  { budget, options }: Run & { options: Omit<SendOptions, "signal"> | undefined },
): Promise<Ran> {
  const signal = AbortSignal.timeout(Math.max(budget - grace, 1_000));
  const { started, held } = await startDue(db);
  const appUrl = options?.appUrl ?? getEnvironment().APP_URL;
  const { queued } = await queueAudiences(db, { appUrl, signal });
  await endTests(db, { signal });
  const series = await runSeries(db, { appUrl, signal });
  await watchFigures(db, appUrl);
  const sent = options
    ? await sendMails(db, { ...options, signal })
    : { sent: 0, failed: 0, isDone: true };
  await chargeAllSeries(db, { appUrl });
  await askOwners(db, appUrl);
  const { finished } = await finishRuns(db);
  return { started, held, queued: queued + series.queued, ...sent, finished };
}

/** The mail server of this deployment; undefined on a machine that has none. */
export function sendingOptions(): Omit<SendOptions, "signal"> | undefined {
  const server = mailServer();
  return server && { ...server, appUrl: getEnvironment().APP_URL, limits: sendingLimits() };
}
