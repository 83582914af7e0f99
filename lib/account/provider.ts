import type { PagePart, RequestHandler } from "#lib/identity/provider.ts";

/** What can be posted to `/api/account/<name>`, by name; a provider that does it itself has none. */
export type AccountActions = Record<string, RequestHandler>;

/** The modules that `#account/*` names. Each identity provider has a folder with all of them. */
interface Provider {
  actions: { accountActions: AccountActions };
  account: { Account: PagePart<{ userId: string }> };
}

/**
 * Makes the compiler say where the folder of an identity provider lacks a module or gives another type:
 * each folder has an `implements.ts`.
 */
export type Implements<Found extends Provider> = Found;
