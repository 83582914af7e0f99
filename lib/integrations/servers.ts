import { polar } from "#lib/polar/server.ts";
import type { Server } from "#lib/products/server.ts";
import { servers as products } from "#lib/products/servers.ts";

const providers: readonly Server[] = [
  polar, // payments
];

/** What providers and products do by the clock, in their order. */
export const servers: readonly Server[] = [...providers, ...products];
