import { defineProductServer } from "#lib/products/product-server.ts";

/** Nothing runs on Node for it so far. */
export const server = defineProductServer({});
