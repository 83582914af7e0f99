import type { Database } from "#lib/db/database.ts";
import { recorders } from "#lib/integrations/replay.ts";
import type { Recorded } from "#lib/webhooks/inbox.ts";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";

/** Hands an event to what the receiver hands it to, once its signature has been verified. */
export type Deliver = (event: LifecycleEvent) => Promise<Recorded["outcome"]>;

/** Delivers on one driver. */
export const deliveringTo =
  (db: Database): Deliver =>
  async ({ provider, id, type, body }) => {
    return (await recorders[provider](db, { provider, id, type, body }, JSON.parse(body))).outcome;
  };

export async function oneAfterAnother(
  deliver: (event: LifecycleEvent) => Promise<unknown>,
  events: LifecycleEvent[],
): Promise<void> {
  for (const event of events) await deliver(event);
}

export async function allAtOnce(deliver: Deliver, events: LifecycleEvent[]): Promise<void> {
  await Promise.all(events.map(deliver));
}

/** Delivers parked events again until none is applied any more, as the provider or a replay would. */
export async function untilNoneApplies(deliver: Deliver, events: LifecycleEvent[]): Promise<void> {
  let outcomes: string[];
  do {
    outcomes = [];
    for (const event of events) outcomes.push(await deliver(event));
  } while (outcomes.includes("applied"));
}

/** Every order of a few. */
export function permutations<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, position) =>
    permutations(items.toSpliced(position, 1)).map((rest) => [first, ...rest]),
  );
}
