import type { AccountActions } from "#lib/account/provider.ts";

/** Clerk's components post to Clerk. */
export const accountActions: AccountActions = {};
