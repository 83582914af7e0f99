import type { OperationModule } from "#lib/api/published.ts";
import type { Server } from "./server.ts";

/** The Node half of a product. */
export interface ProductServer extends Server {
  /**
   * The modules of its folder `operations`. What they export is taken by forms, the API and its document;
   * an operation of the API has a route file as well.
   */
  operations?: readonly OperationModule[];
}

/** Checks the Node half of a product. */
export function defineProductServer<const Defined extends ProductServer>(server: Defined): Defined {
  return server;
}
