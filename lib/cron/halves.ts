interface Halving<Item> {
  /** Does all of them at once. */
  run(items: Item[]): Promise<void>;
  /** Whether it is about one of them that it failed, rather than about what they all need. */
  isOfOne(error: unknown): boolean;
  /** Told of each that cannot be done. */
  refused(item: Item, error: unknown): Promise<void> | void;
}

/**
 * Does many things at once, and halves what is refused until the refused one is alone: the others are
 * done, and each is tried a few times at the most.
 * @throws what `run` throws when it is about none of them.
 */
export async function inHalves<Item>(items: Item[], halving: Halving<Item>): Promise<void> {
  const [first] = items;
  if (first === undefined) return;
  try {
    await halving.run(items);
  } catch (error) {
    if (!halving.isOfOne(error)) throw error;
    if (items.length === 1) return halving.refused(first, error);
    const middle = Math.ceil(items.length / 2);
    await inHalves(items.slice(0, middle), halving);
    await inHalves(items.slice(middle), halving);
  }
}
