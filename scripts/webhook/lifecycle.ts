import { isDeepStrictEqual } from "node:util";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { type DeliverOptions, deliverAll, pressedRetries } from "#local/lifecycle/deliver.ts";
import type { Rows } from "#local/lifecycle/event.ts";
import { shuffled } from "#local/lifecycle/shuffle.ts";
import type { LifecycleOptions, Sender } from "./sender.ts";

/**
 * Sends generated life cycles to the app and compares the rows with the model.
 * @returns whether every delivery got through and every row is as it should be.
 */
export async function sendLifecycle(
  db: DrizzleDatabase,
  sender: Sender,
  options: LifecycleOptions,
  target: Pick<DeliverOptions, "appUrl" | "secrets">,
): Promise<boolean> {
  const { events, expected, read } = await sender.story(db, options);
  const repeated = Array.from({ length: options.duplicate }, () => events).flat();
  const deliveries = options.isShuffled ? shuffled(repeated, options.seed) : repeated;
  const { length } = deliveries;
  console.log(`Sending ${events.length} events in ${length} deliveries, seed ${options.seed}`);

  const began = performance.now();
  let printed = began;
  const { statuses, latencies, failed } = await deliverAll(deliveries, {
    ...target,
    concurrency: options.concurrency,
    retries: pressedRetries.slice(0, options.attempts - 1),
    report({ remaining }) {
      if (performance.now() - printed < 1_000) return;
      printed = performance.now();
      console.log(`${length - remaining} of ${length}`);
    },
  });
  const seconds = (performance.now() - began) / 1_000;

  console.log(`${length} deliveries in ${seconds.toFixed(1)} s, ${Math.round(length / seconds)}/s`);
  const counts = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
  console.log(`answers  ${counts.join("  ")}`);
  console.log(`latency  ${describe(latencies)}`);
  if (failed.length > 0) console.log(`${failed.length} deliveries failed`);
  return compare(expected, await read()) && failed.length === 0;
}

function describe(latencies: number[]): string {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms  most ${at(1)} ms`;
}

/** An organization that has other subscriptions as well may have another one of them in force. */
function compare(expected: Rows, found: Rows): boolean {
  const others = Object.keys(found).filter((key) => !(key in expected));
  const keys = Object.keys(expected).filter(
    (key) => others.length === 0 || !key.startsWith("current "),
  );
  const wrong = keys.filter((key) => !isDeepStrictEqual(expected[key], found[key]));
  console.log(`rows     ${keys.length - wrong.length} of ${keys.length} match the model`);
  for (const key of wrong.slice(0, 5)) {
    console.log(`${key}\n  should be ${JSON.stringify(expected[key])}`);
    console.log(`  is        ${JSON.stringify(found[key])}`);
  }
  return wrong.length === 0;
}
