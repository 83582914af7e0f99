import { server as ai } from "#products/ai/server.ts";
import { server as crm } from "#products/crm/server.ts";
import { server as newsletter } from "#products/newsletter/server.ts";
import type { ProductServer } from "./product-server.ts";

// A build puts `undefined` in the place of a product that it leaves out.
const known: readonly (ProductServer | undefined)[] = [newsletter, crm, ai];

/** The Node halves of the products of this build. */
export const servers: readonly ProductServer[] = known.filter((server) => server !== undefined);
