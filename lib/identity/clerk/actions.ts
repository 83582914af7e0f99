import type { AccountActions } from "#lib/identity/provider.ts";

/** Clerk's components post to Clerk. */
export const accountActions: AccountActions = {};
