import { parts as newsletter } from "#products/newsletter/parts.tsx";
import type { ProductParts } from "./product-parts.ts";

/**
 * What pages of the core show of products, by product, in the order in which it is shown. A product that has
 * some is named here: `...(crm && { crm })` with `import { parts as crm } from "#products/crm/parts.tsx"`.
 */
export const parts: Readonly<Record<string, ProductParts>> = {
  ...(newsletter && { newsletter }),
};
