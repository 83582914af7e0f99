import { type Products, products } from "#lib/products/products.ts";
import type { Product } from "./product.ts";

/** The slots of a manifest that hold entries by code. */
type CodedSlot =
  | "permissions"
  | "keyScopes"
  | "audited"
  | "notices"
  | "refusals"
  | "fieldMessages"
  | "providers"
  | "events"
  | "environment";

type Entry<Slot extends CodedSlot> = NonNullable<Product[Slot]>[string];

/** What the manifests of products have in these slots. */
type HandedIn = {
  readonly [Slot in CodedSlot]?: Readonly<Record<string, Entry<Slot>>> | undefined;
};

/** The codes that all products hand in for a slot. */
export type ProductCode<Slot extends CodedSlot> = {
  [Id in keyof Products]: Products[Id] extends { [Key in Slot]: infer Codes }
    ? keyof Codes & string
    : never;
}[keyof Products];

/** What the core and all products have in a slot, by code. */
type Gathered<Slot extends CodedSlot, Core> = Core &
  Readonly<Record<ProductCode<Slot>, Entry<Slot>>>;

/**
 * The entries of one slot by code: the core's, then those of each product of this build.
 * @returns typed with the codes of all products: only the modules of a product name its codes, and a build
 *   that leaves it out has none of those.
 * @throws when a code is there twice, since one of the two would be told in the other's words.
 */
export function gathered<
  Slot extends CodedSlot,
  const Core extends Readonly<Record<string, Entry<Slot>>>,
>(
  slot: Slot,
  core: Core,
  from: readonly (HandedIn & { readonly id: string })[] = products,
): Gathered<Slot, Core> {
  const all = new Map<string, Entry<Slot>>(Object.entries(core));
  for (const product of from) {
    const entries: HandedIn[Slot] = product[slot];
    for (const [code, entry] of Object.entries<Entry<Slot>>(entries ?? {})) {
      if (all.has(code)) throw new Error(`${slot}: ${code} of ${product.id} is there already`);
      all.set(code, entry);
    }
  }
  return Object.fromEntries(all) as Gathered<Slot, Core>;
}

/** The entry of a code that comes from outside, such as an address; undefined for one that nobody has. */
export const entryOf = <Of>(entries: Readonly<Record<string, Of>>, code: string): Of | undefined =>
  Object.hasOwn(entries, code) ? entries[code] : undefined;
