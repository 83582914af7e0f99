import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/db/database.ts";
import { MailConnection, NoConnection } from "./connection.ts";
import type { Letters } from "./letter-of.ts";
import { messageOf, type Sender } from "./message.ts";
import { outcomeOf } from "./outcome.ts";
import { settle } from "./settle.ts";
import { type Accepted, step } from "./step.ts";
import type { Claimed } from "./supply.ts";
import type { Trouble } from "./trouble.ts";

/** Milliseconds after which an intent is asked for again before the mail is sent: the process was frozen. */
const intentLimit = 30_000;

interface LaneOptions {
  db: Database;
  holder: string;
  url: string;
  sender: Sender;
  letters: Letters;
  trouble: Trouble;
  /** The next mail; null ends the lane. */
  next(whileWaiting: () => Promise<void>): Promise<Claimed | null>;
  /** Told of a campaign that is not sent any more: what is claimed of it goes back. */
  halted(campaignId: string): Promise<void>;
  /** Aborted when no further mail is to be begun. */
  signal: AbortSignal;
}

export interface LaneDone {
  sent: number;
  failed: number;
}

/**
 * One connection of a sender, and its mails one after the other. At any moment at most one of them has
 * an intent and no result.
 */
export async function runLane(options: LaneOptions): Promise<LaneDone> {
  const { db, holder, next, signal } = options;
  const done: LaneDone = { sent: 0, failed: 0 };
  let connection: MailConnection | undefined;
  let accepted: Accepted | null = null;
  const flush = async () => {
    if (!accepted) return;
    const before = accepted;
    await surely(() => step(db, holder, { accepted: before, next: null }));
    accepted = null;
  };
  try {
    for (let failures = 0; !signal.aborted; ) {
      const mail = await next(flush);
      if (!mail) break;
      if (!connection?.isOpen) {
        await flush();
        connection = await connect(options, mail, failures);
        if (!connection) {
          failures++;
          continue;
        }
        failures = 0;
      }
      const before: Accepted | null = accepted;
      accepted = null;
      const sent = await sendOne(options, connection, mail, before);
      if (sent) {
        accepted = sent;
        done.sent++;
      } else if (sent === undefined) {
        done.failed++;
      }
    }
    await flush();
  } finally {
    connection?.quit();
  }
  return done;
}

/**
 * Tries as long as the lease lasts: a mail of which nobody knows that it was sent is sent again. Doing a
 * step again changes nothing but its count of attempts.
 */
async function surely<Result>(act: () => Promise<Result>): Promise<Result> {
  for (let pause = 250; ; pause *= 2) {
    try {
      return await act();
    } catch (error) {
      if (pause > 16_000) throw error;
      await sleep(pause);
    }
  }
}

/** Gives the mail back and waits a little where no connection comes about. */
async function connect(
  { url, trouble, signal, halted }: LaneOptions,
  { campaignId, id }: Claimed,
  failures: number,
): Promise<MailConnection | undefined> {
  try {
    const connection = await MailConnection.open(url);
    await trouble.connected(campaignId);
    return connection;
  } catch (error) {
    if (!(error instanceof NoConnection)) throw error;
    if (await trouble.notConnected(campaignId, id, error)) await halted(campaignId);
    await sleep(1_000 * 2 ** Math.min(failures, 4), undefined, { signal }).catch(() => {});
    return undefined;
  }
}

/** @returns null for a mail that is not to be sent; undefined for one that was not taken. */
async function sendOne(
  { db, holder, sender, letters, trouble, halted }: LaneOptions,
  connection: MailConnection,
  { id, campaignId }: Claimed,
  accepted: Accepted | null,
): Promise<Accepted | null | undefined> {
  const letter = await letters.of(campaignId);
  let asked = Date.now();
  let { intended, isSending } = await surely(() => step(db, holder, { accepted, next: id }));
  if (!isSending) await halted(campaignId);
  if (!intended) return null;
  const parcel = await messageOf(intended, letter, sender);
  while (Date.now() - asked > intentLimit) {
    asked = Date.now();
    ({ intended } = await step(db, holder, { accepted: null, next: id }));
    if (!intended) return null;
  }
  const attempt = parcel
    ? await connection.send(parcel)
    : ({ kind: "address", reply: "This is no address." } as const);
  if (attempt.kind === "accepted") return { id, reply: attempt.reply };
  const outcome = outcomeOf(attempt, intended);
  await settle(db, holder, intended, outcome, attempt.reply);
  await trouble.settled(campaignId, outcome, attempt.reply);
  return undefined;
}
