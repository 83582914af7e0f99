import { defineProduct } from "#lib/products/product.ts";

/** Tables and demo data so far. */
export const product = defineProduct({ id: "crm" });
