import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { models } from "@polar-sh/sdk/2026-10";
import { signText } from "#local/send.ts";
import { type Disorder, randomNumbers, shuffled } from "./disorder.ts";
import type { PolarStore } from "./store.ts";

/** What a change tells: its name and the object as it is then. */
export interface Told {
  type: models.WebhookEventType;
  data: object;
}

export interface Deliveries {
  /** Sends the events of one change; the answers come later. */
  send(events: Told[]): void;
  /** Sends an event again. @returns false when there is none of this id. */
  redeliver(eventId: string): boolean;
  setDisorder(disorder: Disorder): void;
  /** Resolves when nothing is on its way and nothing waits to be tried again. */
  settle(): Promise<void>;
  /** Gives up what waits, and resolves when nothing is on its way. */
  close(): Promise<void>;
}

/** After these seconds a failed delivery is tried again: ten attempts within 17 to 34 minutes. */
const retrySeconds = Array.from({ length: 9 }, (_, attempt) => 2 ** (attempt + 1));
/** So many events that failed for good, one after the other, and Polar sends nothing more. */
const failuresUntilDisabled = 10;
const timeout = 10_000;

/**
 * Signs and sends webhooks as Polar does: first attempts one after the other, and what failed later,
 * when others have passed it.
 * @param pace by which the seconds between attempts are multiplied.
 */
export function createDeliveries(store: PolarStore, pace: number): Deliveries {
  const { endpoint, webhookEvents, deliveries, now } = store;
  const underway = new Set<Promise<void>>();
  const closing = new AbortController();
  let disorder: Disorder = {};
  let random = randomNumbers();
  let line: Promise<void> = Promise.resolve();
  let failures = 0;

  function track(work: Promise<void>): void {
    underway.add(work);
    void work.finally(() => underway.delete(work));
  }

  function remember({ type, data }: Told): models.WebhookEvent {
    const at = now();
    const event: models.WebhookEvent = {
      id: randomUUID(),
      created_at: at,
      modified_at: null,
      last_http_code: null,
      succeeded: null,
      skipped: false,
      api_version: endpoint.api_version,
      payload: JSON.stringify({ type, timestamp: at, api_version: endpoint.api_version, data }),
      type,
      is_archived: false,
    };
    webhookEvents.set(event.id, event);
    return event;
  }

  async function attempt(event: models.WebhookEvent, attempts = 1): Promise<void> {
    if (!endpoint.enabled) {
      event.skipped = true;
      return;
    }
    const status = await post(event);
    const isTaken = status !== null && status >= 200 && status < 300;
    event.last_http_code = status;
    event.succeeded = isTaken;
    const id = randomUUID();
    deliveries.set(id, {
      id,
      created_at: now(),
      modified_at: null,
      succeeded: isTaken,
      http_code: status,
      response: null,
      webhook_event: event,
    });
    if (isTaken) {
      failures = 0;
      return;
    }
    const wait = retrySeconds[attempts - 1];
    if (wait !== undefined) return track(later(event, attempts + 1, wait * 1_000 * pace));
    failures++;
    if (failures >= failuresUntilDisabled) endpoint.enabled = false;
  }

  async function later(event: models.WebhookEvent, attempts: number, delay: number) {
    try {
      await sleep(delay, undefined, { signal: closing.signal, ref: false });
    } catch {
      return;
    }
    await attempt(event, attempts);
  }

  async function post({ id, payload }: models.WebhookEvent): Promise<number | null> {
    const { headers, body } = signText("polar", payload ?? "", endpoint.secret, { id });
    try {
      const signal = AbortSignal.timeout(timeout);
      // A redirect is a failure.
      const options = { method: "POST", headers, body, signal, redirect: "manual" } as const;
      const response = await fetch(endpoint.url, options);
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }

  return {
    send(told) {
      const { drop = 0, twins = 0, duplicate = 0, delay = 0, shuffle = false } = disorder;
      const kept = told.filter(() => random() >= drop);
      const events = kept.flatMap((event) => (random() < twins ? [event, event] : [event]));
      const known = events.map(remember);
      const copies = known.flatMap((event) => (random() < duplicate ? [event, event] : [event]));
      for (const event of shuffle ? shuffled(copies, random) : copies) {
        if (delay > 0) track(later(event, 1, random() * delay));
        else {
          line = line.then(() => attempt(event));
          track(line);
        }
      }
    },
    redeliver(eventId) {
      const event = webhookEvents.get(eventId);
      if (!event) return false;
      event.skipped = false;
      track(attempt(event));
      return true;
    },
    setDisorder(next) {
      disorder = next;
      random = randomNumbers(next.seed);
    },
    async settle() {
      while (underway.size > 0) await Promise.all(underway);
    },
    async close() {
      closing.abort();
      endpoint.enabled = false;
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}
