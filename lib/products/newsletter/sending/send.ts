import type { Database } from "#lib/db/database.ts";
import { reportFailure } from "#lib/log/report.ts";
import { watchFigures } from "./breaker.ts";
import { claimMails } from "./claim.ts";
import { runLane } from "./lane.ts";
import { Letters } from "./letter-of.ts";
import type { Limits } from "./limits.ts";
import type { Sender } from "./message.ts";
import { release } from "./settle.ts";
import { leaveSlot, takeSlot } from "./slot.ts";
import { Supply } from "./supply.ts";
import { Trouble } from "./trouble.ts";

/** Mails that one claim takes. */
const claimSize = 50;

/** Milliseconds between two looks at bounces and complaints. */
const watchInterval = 5_000;

export interface SendOptions extends Sender {
  /** The mail server: `smtp://` or `smtps://`, with user and password. */
  url: string;
  limits: Limits;
  /** What the sender is called in the rows that it holds; made up unless it is given. */
  holder?: string;
  /** Aborted when no further mail is to be begun. Those that are on their way are waited for. */
  signal: AbortSignal;
}

export interface Sent {
  sent: number;
  /** Not taken: to be tried again, bounced, refused. */
  failed: number;
  /** False when the time was over first, or all slots are taken. */
  isDone: boolean;
}

/**
 * Sends what is due, as one of the senders of this deployment: docs/newsletter.md tells what is promised
 * however many there are, and whenever one of them dies. SIGTERM ends it as `signal` does.
 */
export async function sendMails(db: Database, options: SendOptions): Promise<Sent> {
  const { limits, holder = crypto.randomUUID() } = options;
  if (!(await takeSlot(db, holder, limits.senders))) return { sent: 0, failed: 0, isDone: false };
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  const stop = () => stopping.abort();
  let isToEnd = false;
  const asked = () => {
    isToEnd = true;
    stop();
  };
  process.once("SIGTERM", asked);
  const supply = new Supply(async () => {
    const claim = await claimMails(db, holder, claimSize, limits);
    if (claim.campaignId) trouble.known(claim.campaignId, claim.failures);
    return claim;
  }, limits.connections);
  const trouble = new Trouble(db, holder, options.appUrl);
  const letters = new Letters(db);
  const watching = setInterval(() => {
    watchFigures(db, options.appUrl).catch((error: unknown) =>
      reportFailure("newsletter_not_watched", error),
    );
  }, watchInterval);
  try {
    const lanes = await Promise.allSettled(
      Array.from({ length: limits.connections }, () =>
        runLane({
          ...{ db, holder, url: options.url, sender: options, letters, trouble, signal },
          next: (whileWaiting) => supply.next(signal, whileWaiting),
          halted: (campaignId) => release(db, holder, supply.takeBack(campaignId)),
        }).catch((error: unknown) => {
          // The others end as well: what failed is the database, or ourselves.
          stop();
          throw error;
        }),
      ),
    );
    const failure = lanes.find((lane) => lane.status === "rejected");
    if (failure) throw failure.reason;
    const done = lanes.flatMap((lane) => (lane.status === "fulfilled" ? [lane.value] : []));
    return {
      sent: done.reduce((sum, lane) => sum + lane.sent, 0),
      failed: done.reduce((sum, lane) => sum + lane.failed, 0),
      isDone: !signal.aborted,
    };
  } finally {
    clearInterval(watching);
    await supply.settled();
    await release(db, holder, supply.takeBack());
    await leaveSlot(db, holder);
    process.off("SIGTERM", asked);
    // The listener kept the process from ending, which nobody else may be about to do.
    if (isToEnd && process.listenerCount("SIGTERM") === 0) process.kill(process.pid, "SIGTERM");
  }
}
