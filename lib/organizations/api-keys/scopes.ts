import { entryOf, gathered, type ProductCode } from "#lib/products/codes.ts";

const core = {
  read: "Read the organization, its members and its audit trail",
  write: "Change the organization, its members and invitations as an admin, except for owners",
  usage: "Spend credits and read the balance",
  webhooks: "Manage webhook endpoints and read what was sent to them",
} as const;

/** What an API key can be made for, of the core or of a product. Who may write may read. */
export type ApiScope = keyof typeof core | ProductCode<"keyScopes">;

/** What each scope is for, as its maker is told. */
export const scopeMeanings = gathered("keyScopes", core);

const isScope = (name: string): name is ApiScope => Object.hasOwn(scopeMeanings, name);

/** The scopes that a new key can have: the core's, then those of the products of this build. */
export const apiScopes: readonly ApiScope[] = Object.keys(scopeMeanings).filter(isScope);

/**
 * What a key may do, in a sentence; by its name, what it can no longer do because its product is not in
 * this build.
 */
export const meaningOf = (scope: string): string => entryOf(scopeMeanings, scope) ?? scope;
