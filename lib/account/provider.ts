import type { PagePart, RequestHandler } from "#lib/identity/provider.ts";

/** What can be posted to `/api/account/<name>`, by name; a provider that does it itself has none. */
export type AccountActions = Record<string, RequestHandler>;

/** The modules that `#account/*` names. Each identity provider has a folder with all of them. */
interface Provider {
  actions: { accountActions: AccountActions };
  account: { Account: PagePart<{ userId: string }> };
}

type Implements<Found extends Provider> = Found;

/** Never used: these make the compiler say where a folder lacks a module or gives another type. */
export type BetterAuth = Implements<{
  actions: typeof import("./better-auth/actions.ts");
  account: typeof import("./better-auth/account.tsx");
}>;

export type Clerk = Implements<{
  actions: typeof import("./clerk/actions.ts");
  account: typeof import("./clerk/account.tsx");
}>;
