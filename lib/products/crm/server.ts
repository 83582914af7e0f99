import { defineServer } from "#lib/products/server.ts";

/** Nothing runs on Node for it so far. */
export const server = defineServer({});
