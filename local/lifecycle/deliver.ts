import { setTimeout as sleep } from "node:timers/promises";
import { sendEvent, signText } from "#local/send.ts";
import type { LifecycleEvent } from "./event.ts";

export interface DeliverOptions {
  /** Where the app is. */
  appUrl: string;
  /** What signs the deliveries of each provider among the events. */
  secrets: Readonly<Record<string, string>>;
  /** How many deliveries are under way at once. */
  concurrency: number;
  /** How long to wait before each further attempt, in milliseconds. */
  retries?: number[];
  /** How long one attempt may take, in milliseconds. */
  timeout?: number;
  /** Hears of each attempt. */
  report?(attempt: Attempt): void;
}

export interface Attempt {
  /** The status of the answer, or `none` when there was none. */
  status: number | "none";
  milliseconds: number;
  /** Of the deliveries, not of their attempts. */
  remaining: number;
}

export interface Deliveries {
  /** How many attempts ended with each status. */
  statuses: Record<string, number>;
  /** How long each attempt took, in milliseconds. */
  latencies: number[];
  /** Those that no attempt brought through. */
  failed: LifecycleEvent[];
}

/**
 * Polar's ten attempts, whose 17 minutes and more are pressed into some 17 seconds: each wait is twice
 * the one before.
 */
export const pressedRetries = Array.from({ length: 9 }, (_, attempt) => 33 * 2 ** attempt);

/** Sends signed events as a provider does: several at once, and again what was not answered 2xx. */
export async function deliverAll(
  events: LifecycleEvent[],
  options: DeliverOptions,
): Promise<Deliveries> {
  const { concurrency, retries = [], report = () => {} } = options;
  const deliveries: Deliveries = { statuses: {}, latencies: [], failed: [] };
  const queue = events.values();
  const deliver = async (event: LifecycleEvent): Promise<boolean> => {
    for (const wait of [0, ...retries]) {
      if (wait > 0) await sleep(wait);
      const began = performance.now();
      const status = await attempt(event, options);
      const milliseconds = performance.now() - began;
      deliveries.statuses[status] = (deliveries.statuses[status] ?? 0) + 1;
      deliveries.latencies.push(milliseconds);
      const isDone = typeof status === "number" && status >= 200 && status < 300;
      if (isDone) remaining -= 1;
      report({ status, milliseconds, remaining });
      if (isDone) return true;
    }
    remaining -= 1;
    return false;
  };
  let remaining = events.length;
  const work = async () => {
    for (const event of queue) if (!(await deliver(event))) deliveries.failed.push(event);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return deliveries;
}

async function attempt(
  { provider, id, body }: LifecycleEvent,
  { appUrl, secrets, timeout = 10_000 }: DeliverOptions,
): Promise<number | "none"> {
  const signed = signText(provider, body, secrets[provider] ?? "", { id });
  try {
    const answer = await sendEvent(appUrl, provider, signed, AbortSignal.timeout(timeout));
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return "none";
  }
}
