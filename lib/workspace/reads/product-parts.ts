import type { OverviewPart } from "#lib/products/overview-part.ts";

/**
 * What products show on the overview, by product, in the order of the cards. A product that shows something
 * there is named here: `...(crm && { crm })` with `import { overview as crm } from "#products/crm/overview.tsx"`.
 */
export const productParts: Readonly<Record<string, OverviewPart>> = {};
