import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { Database } from "#lib/db/database.ts";
import { reportFailure } from "#lib/log/report.ts";
import { productName } from "#lib/text/brand.ts";
import { type Answer, post } from "./post.ts";
import { type ClaimedMessage, claimMessages, type Outcome, settleMessage } from "./queue.ts";

interface DeliverOptions {
  /** Where people reach the app. */
  appUrl: string;
  /** Whether plain HTTP to 127.0.0.1 is allowed: in local use alone. */
  isLocal: boolean;
  /** In milliseconds: nothing is claimed after it. */
  budget?: number;
  /** Requests at once, */
  places?: number;
  /** of one organization, */
  perOrganization?: number;
  /** and of one endpoint. */
  perEndpoint?: number;
  /** Sends one request. */
  send?: typeof post;
}

export interface Sent {
  delivered: number;
  /** To be tried again later. */
  failed: number;
  givenUp: number;
  /** Endpoints that were disabled over it. */
  disabled: number;
  /** False when time ran out first. */
  isDone: boolean;
}

const counted = {
  delivered: "delivered",
  failed: "failed",
  "given up": "givenUp",
  disabled: "disabled",
} as const satisfies Record<Outcome, keyof Sent>;

/**
 * Sends the messages that are due. Any number of senders may run at once: each message is claimed by one
 * of them. A message is sent twice only if the process dies between the answer and our record of it; both
 * requests have the same `webhook-id`. A slow endpoint holds a few places and no other organization's.
 */
export async function deliverMessages(
  db: Database,
  {
    budget = 20_000,
    places = 40,
    perOrganization = 8,
    perEndpoint = 2,
    ...options
  }: DeliverOptions,
): Promise<Sent> {
  const deadline = performance.now() + budget;
  const total: Sent = { delivered: 0, failed: 0, givenUp: 0, disabled: 0, isDone: true };
  const underWay = new Map<ClaimedMessage, Promise<void>>();
  let isInTime = true;
  for (;;) {
    isInTime = performance.now() < deadline;
    const free = places - underWay.size;
    const claimed =
      isInTime && free > 0
        ? await claimMessages(db, {
            count: Math.min(free, perOrganization),
            perEndpoint,
            busy: {
              endpoints: crowded(underWay.keys(), "endpointId", perEndpoint),
              organizations: crowded(underWay.keys(), "organizationId", perOrganization),
            },
          })
        : [];
    for (const message of claimed) {
      const work = deliverAlone(db, message, options).then((outcome) => {
        total[counted[outcome]]++;
        underWay.delete(message);
      });
      underWay.set(message, work);
    }
    if (underWay.size === 0 && claimed.length === 0) break;
    // Whoever is done first makes room; claims that found much are followed by another at once.
    if (claimed.length === 0 || underWay.size >= places) await Promise.race(underWay.values());
  }
  return { ...total, isDone: isInTime };
}

/** Whose messages under way are as many as they may be. */
function crowded(
  messages: Iterable<ClaimedMessage>,
  of: "endpointId" | "organizationId",
  limit: number,
): string[] {
  const groups = Map.groupBy(messages, (message) => message[of]);
  return [...groups].filter(([, { length }]) => length >= limit).map(([id]) => id);
}

type Sending = Pick<DeliverOptions, "appUrl" | "isLocal" | "send">;

/** One message whose result cannot even be written down waits until its claim ends, and stops no other. */
async function deliverAlone(
  db: Database,
  message: ClaimedMessage,
  { appUrl, isLocal, send = post }: Sending,
): Promise<Outcome> {
  const { id, endpointId, attempts } = message;
  try {
    const { url, body } = message;
    const answer = await send({ url, body, headers: headersOf(message) }, { isLocal });
    return await writeDown(db, message, answer, appUrl);
  } catch (error) {
    reportFailure("webhook_not_settled", error, { id, endpointId, attempts });
    return "failed";
  }
}

/** Signed at the time of the attempt, with each secret that is valid. */
function headersOf({ id, body, secrets }: ClaimedMessage): Record<string, string> {
  const now = new Date();
  return {
    "content-type": "application/json",
    "user-agent": `${productName}-Webhooks/1`,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(" "),
  };
}

/** Tries while the claim lasts: an answer that nobody knows of is asked for again. */
async function writeDown(
  db: Database,
  message: ClaimedMessage,
  answer: Answer,
  appUrl: string,
): Promise<Outcome> {
  for (let pause = 250; ; pause *= 2) {
    try {
      return await settleMessage(db, message, answer, appUrl);
    } catch (error) {
      if (pause > 16_000) throw error;
      await sleep(pause);
    }
  }
}
