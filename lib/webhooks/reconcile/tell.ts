import { describe, isOfOneObject } from "./call-provider.ts";
import type { Failure, Item } from "./resource.ts";

/**
 * Objects as items to compare. One that cannot be read, or that the provider does not give, is named and
 * keeps no other from its turn.
 * @throws what concerns them all, as when the provider is not reached.
 */
export async function tellEach<Listed extends { id: string }>(
  objects: Listed[],
  tell: (object: Listed) => Promise<Item>,
): Promise<{ items: Item[]; failed: Failure[] }> {
  const items: Item[] = [];
  const failed: Failure[] = [];
  for (const object of objects) {
    try {
      items.push(await tell(object));
    } catch (error) {
      if (!isOfOneObject(error)) throw error;
      failed.push({ id: object.id, problem: describe(error) });
    }
  }
  return { items, failed };
}
