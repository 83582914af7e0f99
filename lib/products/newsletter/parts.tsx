import { defineParts } from "#lib/products/product-parts.ts";
import { overview } from "./parts/overview.tsx";
import { campaignsFound, subscribersFound } from "./parts/search.ts";

/** Small, because the bundle of the command menu's search has it too: tables and SQL, and no acts. */
export const parts = defineParts({ overview, search: [subscribersFound, campaignsFound] });
