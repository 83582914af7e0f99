import { randomFrom } from "#local/lifecycle/shuffle.ts";

/** Chance that falls the same way every time, for the same seed. */
export interface Dice {
  /** From `least` to `most`, whole numbers, both included. */
  between(least: number, most: number): number;
  /** True about so often; `share` from 0 to 1. */
  happens(share: number): boolean;
  /** @throws when there is nothing to pick from. */
  pick<Item>(items: readonly Item[]): Item;
}

export function diceFrom(seed: number): Dice {
  const random = randomFrom(seed);
  const between = (least: number, most: number) =>
    least + Math.floor(random() * (most - least + 1));
  return {
    between,
    happens: (share) => random() < share,
    pick(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new RangeError("Nothing to pick from");
      return item;
    },
  };
}
