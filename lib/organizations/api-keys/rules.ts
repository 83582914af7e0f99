import type { ApiScope } from "../scope.ts";

/** How many keys of an organization can be in use at once. */
export const keyLimit = 50;

/** After how many days a key ends, as its maker may choose; 0 is never. */
export const lifetimes = [0, 30, 90, 365] as const;

/** For how many hours a key goes on working beside the one that takes its place. */
export const overlaps = [0, 1, 24, 168] as const;

/** What each scope is for, as its maker is told. */
export const scopeMeanings: Record<ApiScope, string> = {
  read: "Read the organization, its members and its audit trail",
  write: "Read and write as an admin, except for owners, API keys and billing",
  usage: "Spend credits and read the balance",
};
