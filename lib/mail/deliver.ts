import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/db/database.ts";
import { reportFailure } from "#lib/log/report.ts";
import { type ClaimedMail, claimMail, giveUp, markSent, maxAttempts, putOff } from "./outbox.ts";
import { failureText, isPermanent } from "./refusal.ts";
import type { SendMail } from "./send.ts";

/** Milliseconds that one mail may take, from its claim: far less than the claim lasts. */
const sendLimit = 60_000;

interface DeliverOptions {
  /** In milliseconds: nothing is claimed after it. */
  budget?: number;
  /** Mails sent side by side. */
  batchSize?: number;
}

export interface Delivered {
  sent: number;
  /** To be tried again later. */
  failed: number;
  givenUp: number;
  /** False when time ran out first. */
  isDone: boolean;
}

type Outcome = Exclude<keyof Delivered, "isDone">;

/**
 * Sends the mails that are due. Any number of senders may run at once: each mail is claimed by one of
 * them, and no other sends it while the claim lasts. A mail is sent twice only if the process dies
 * between the server's acceptance and our record of it; both copies have the same `Message-ID`.
 */
export async function deliverMail(
  db: Database,
  send: SendMail,
  { budget = 20_000, batchSize = 5 }: DeliverOptions = {},
): Promise<Delivered> {
  const deadline = performance.now() + budget;
  const total: Delivered = { sent: 0, failed: 0, givenUp: 0, isDone: true };
  while (performance.now() < deadline) {
    // Counted from before the claim, so that it ends before the claim does.
    const until = Date.now() + sendLimit;
    const claimed = await claimMail(db, batchSize);
    const outcomes = await Promise.all(claimed.map((mail) => deliverAlone(db, send, mail, until)));
    for (const outcome of outcomes) total[outcome]++;
    if (claimed.length < batchSize) return total;
  }
  return { ...total, isDone: false };
}

/** One mail whose failure cannot even be written down waits until its claim ends, and stops no other. */
async function deliverAlone(...arguments_: Parameters<typeof deliver>): Promise<Outcome> {
  const [, , { id, template, attempts }] = arguments_;
  try {
    return await deliver(...arguments_);
  } catch (error) {
    reportFailure("mail_not_put_off", error, { id, template, attempts });
    return "failed";
  }
}

async function deliver(
  db: Database,
  send: SendMail,
  mail: ClaimedMail,
  until: number,
): Promise<Outcome> {
  try {
    // Every sender before died over it.
    if (mail.attempts > maxAttempts) throw new Error("No attempt came to an end");
    const { renderMail } = await import("./render.tsx");
    const rendered = await renderMail(mail);
    const left = until - Date.now();
    // The process was frozen so long that somebody else may have claimed it.
    if (left <= 0) return "failed";
    await send({ ...rendered, id: mail.id, recipient: mail.recipient }, AbortSignal.timeout(left));
  } catch (error) {
    return refused(db, mail, error);
  }
  await writeDown(db, mail);
  return "sent";
}

/** Tries as long as it may while the claim lasts: a mail that nobody knows was sent is sent again. */
async function writeDown(db: Database, mail: ClaimedMail): Promise<void> {
  for (let pause = 250; ; pause *= 2) {
    try {
      return await markSent(db, mail);
    } catch (error) {
      if (pause > 16_000) return reportFailure("mail_not_marked", error, { id: mail.id });
      await sleep(pause);
    }
  }
}

async function refused(db: Database, mail: ClaimedMail, error: unknown): Promise<Outcome> {
  const { id, template, attempts } = mail;
  const failure = failureText(error);
  if (isPermanent(error) || attempts >= maxAttempts) {
    await giveUp(db, mail, failure);
    reportFailure("mail_given_up", error, { id, template, attempts });
    return "givenUp";
  }
  await putOff(db, mail, failure, pauseAfter(attempts));
  reportFailure("mail_failed", error, { id, template, attempts });
  return "failed";
}

/** In seconds: 1 minute after the first attempt, four times as long after each other, 12 hours at most. */
export function pauseAfter(attempts: number): number {
  return Math.min(60 * 4 ** (attempts - 1), 12 * 60 * 60);
}
