import { product as ai } from "#products/ai/product.ts";
import { product as crm } from "#products/crm/product.ts";
import { product as newsletter } from "#products/newsletter/product.ts";
import type { Product } from "./product.ts";

/** Every product that there is. Types know the codes of all, whichever a build leaves out. */
export interface Products {
  newsletter: typeof newsletter;
  crm: typeof crm;
  ai: typeof ai;
}

// A build puts `undefined` in the place of a product that it leaves out.
const known: readonly (Product | undefined)[] = [newsletter, crm, ai];

/** The products of this build, in the order in which they are shown. */
export const products: readonly Product[] = known.filter((product) => product !== undefined);
