import type { Source } from "#lib/webhooks/reconcile/sources.ts";

/** The modules that `#integrations/*` names. Each identity provider has a folder with all of them. */
interface Provider {
  /** Where the daily comparison finds people, if anywhere. */
  reconcile: { identitySources: readonly Source[] };
}

/**
 * Makes the compiler say where the folder of an identity provider lacks a module or gives another type:
 * each folder has an `implements.ts`.
 */
export type Implements<Found extends Provider> = Found;
