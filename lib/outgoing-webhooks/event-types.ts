import { gathered } from "#lib/products/codes.ts";
import type { ProductEvent } from "#lib/products/product.ts";

const core = {} as const satisfies Record<string, ProductEvent>;

/** Every type of event that can be sent, by its name: those of the products of this build. */
export const eventTypes = gathered("events", core);

/** Their names, in the order of the manifests. */
export const eventNames: readonly string[] = Object.keys(eventTypes);

/** What a test sends, whichever events an endpoint listens to. */
export const testEvent = "webhook_endpoint.test";
