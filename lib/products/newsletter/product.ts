import { defineProduct } from "#lib/products/product.ts";

/** Tables, demo data, and how the content of a mail is read and filled in, so far. */
export const product = defineProduct({ id: "newsletter" });
