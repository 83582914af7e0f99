import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import * as fc from "fast-check";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { ProviderName } from "#lib/integrations/names.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { readCatalogue } from "#local/lifecycle/catalogue.ts";
import { clerkEvents } from "#local/lifecycle/clerk-events.ts";
import { readClerkRows } from "#local/lifecycle/clerk-rows.ts";
import { anyClerkStep } from "#local/lifecycle/clerk-steps.ts";
import { type DeliverOptions, deliverAll, pressedRetries } from "#local/lifecycle/deliver.ts";
import type { LifecycleEvent, Rows } from "#local/lifecycle/event.ts";
import { clerkModel } from "#local/lifecycle/model/clerk.ts";
import { polarModel } from "#local/lifecycle/model/polar.ts";
import { plausibleLife } from "#local/lifecycle/plausible.ts";
import { polarEvents } from "#local/lifecycle/polar-events.ts";
import { readPolarRows } from "#local/lifecycle/polar-rows.ts";
import { shuffled } from "#local/lifecycle/shuffle.ts";
import { UsageError } from "../usage-error.ts";

export interface LifecycleOptions {
  org?: string;
  /** How many events; each is delivered `duplicate` times. */
  count: number;
  duplicate: number;
  concurrency: number;
  attempts: number;
  isShuffled: boolean;
  /** The same seed tells the same story. */
  seed: number;
}

interface Story {
  events: LifecycleEvent[];
  expected: Rows;
  read(): Promise<Rows>;
}

/**
 * Sends generated life cycles to the app and compares the rows with the model.
 * @returns whether every delivery got through and every row is as it should be.
 */
export async function sendLifecycle(
  db: DrizzleDatabase,
  provider: ProviderName,
  options: LifecycleOptions,
  target: Pick<DeliverOptions, "appUrl" | "secrets">,
): Promise<boolean> {
  const { events, expected, read } =
    provider === "polar" ? await polarStory(db, options) : clerkStory(db, options);
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

async function polarStory(db: DrizzleDatabase, options: LifecycleOptions): Promise<Story> {
  if (!options.org) throw new UsageError("--org is required.");
  const [organization] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.slug, options.org));
  if (!organization) throw new UsageError(`Organization ${options.org} does not exist.`);
  const catalogue = await readCatalogue(db);
  if (catalogue.plans.length < 3) throw new UsageError("Fewer than three plans are for sale.");
  const name = `${options.org}${options.seed}x${options.count}`;
  const cast = { name, organizationIds: [organization.id], catalogue };
  const steps = plausibleLife(options.seed, options.count);
  const sold = steps.filter(({ kind }) => kind !== "order" || catalogue.packs.length > 0);
  const events = polarEvents(sold, cast);
  return {
    events,
    expected: polarModel(events, cast),
    read: () => readPolarRows(db, cast.organizationIds),
  };
}

function clerkStory(db: DrizzleDatabase, { seed, count }: LifecycleOptions): Story {
  const cast = `seed${seed}x${count}`;
  const events = clerkEvents(fc.sample(anyClerkStep, { seed, numRuns: count }), cast);
  return { events, expected: clerkModel(events, cast), read: () => readClerkRows(db, cast) };
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
