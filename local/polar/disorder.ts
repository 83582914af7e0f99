/** What may happen to webhooks on their way, as it does in the field. Shares are from 0 to 1. */
export interface Disorder {
  /** The same seed gives the same disorder. */
  seed?: number;
  /** What one change sends arrives in any order. */
  shuffle?: boolean;
  /** The share that is delivered a second time, under the same id. */
  duplicate?: number;
  /** The share that is sent a second time as an event of its own, with the same data. */
  twins?: number;
  /** The share that is lost without a trace. */
  drop?: number;
  /** How late each may be, in milliseconds at the most. */
  delay?: number;
}

/** Numbers from 0 to 1 that the seed decides (mulberry32). */
export function randomNumbers(seed = 1): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A copy in another order (Fisher-Yates). */
export function shuffled<Item>(items: Item[], random: () => number): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}
