import { polar } from "#lib/polar/server.ts";
import type { ProductServer } from "#lib/products/server.ts";
import { servers as products } from "#lib/products/servers.ts";

const providers: readonly ProductServer[] = [
  polar, // payments
];

/** What providers and products do by the clock, in their order. */
export const servers: readonly ProductServer[] = [...providers, ...products];
