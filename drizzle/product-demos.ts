import { insertDemo as ai } from "#lib/products/ai/demo.ts";
import { insertDemo as crm } from "#lib/products/crm/demo.ts";
import { insertDemo as newsletter } from "#lib/products/newsletter/demo.ts";
import type { InsertDemo } from "#local/demo/insert.ts";

/** The demo data of each product. All of it, whatever `PRODUCTS` says: the tables are there in any case. */
export const productDemos: readonly InsertDemo[] = [crm, newsletter, ai];
