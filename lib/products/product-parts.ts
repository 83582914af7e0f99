import type { OverviewPart } from "./overview-part.ts";
import type { SearchPart } from "./search-part.ts";

/** The edge half of a product: what pages of the core show of it, each in the page's one statement. */
export interface ProductParts {
  overview?: OverviewPart;
  /** Its things that can be found by words, each kind under a heading of its own. */
  search?: readonly SearchPart[];
}

/** Checks the edge half of a product. */
export function defineParts<const Defined extends ProductParts>(parts: Defined): Defined {
  return parts;
}
