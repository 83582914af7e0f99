import type { ApiScope } from "../scope.ts";

interface NewKey {
  key: string;
  scopes: readonly ApiScope[];
  /** The organization's. */
  slug: string;
  /** Where the app is, such as `https://app.example.com`. */
  origin: string;
}

/** A command that shows that a new key works: it reads, and spends nothing. */
export function tryIt({ key, scopes, slug, origin }: NewKey): string {
  const path = scopes.some((scope) => scope !== "usage")
    ? `/api/v1/organizations/${encodeURIComponent(slug)}`
    : `/api/v1/usage/balance?organization=${encodeURIComponent(slug)}`;
  return `curl -H "Authorization: Bearer ${key}" ${origin}${path}`;
}
