import type { Source } from "#lib/webhooks/reconcile/sources.ts";

/** The modules that `#integrations/*` names. Each identity provider has a folder with all of them. */
interface Provider {
  /** Where the daily comparison finds people, if anywhere. */
  reconcile: { identitySources: readonly Source[] };
}

type Implements<Found extends Provider> = Found;

/** Never used: these make the compiler say where a folder lacks a module or gives another type. */
export type BetterAuth = Implements<{ reconcile: typeof import("./better-auth/reconcile.ts") }>;

export type Clerk = Implements<{ reconcile: typeof import("./clerk/reconcile.ts") }>;
