/** A generator of the same numbers, from 0 up to 1, for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The items in an order that the seed decides (Fisher and Yates). */
export function shuffled<Item>(items: Item[], seed: number): Item[] {
  const random = randomFrom(seed);
  const order = [...items];
  for (const position of order.keys()) {
    const other = position + Math.floor(random() * (order.length - position));
    const [taken] = order.splice(other, 1);
    if (taken !== undefined) order.splice(position, 0, taken);
  }
  return order;
}
