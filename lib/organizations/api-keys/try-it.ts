interface NewKey {
  key: string;
  scopes: readonly string[];
  /** The organization's. */
  slug: string;
  /** Where the app is, such as `https://app.example.com`. */
  origin: string;
}

/** What a key of each scope may read, below `/api/v1`. */
const reads: Record<string, (slug: string) => string> = {
  read: (slug) => `/organizations/${slug}`,
  write: (slug) => `/organizations/${slug}`,
  usage: (slug) => `/usage/balance?organization=${slug}`,
};

/**
 * A command that shows that a new key works: it reads, and spends nothing. None for a key with scopes of
 * products alone: what they may read needs more than the organization.
 */
export function tryIt({ key, scopes, slug, origin }: NewKey): string | undefined {
  const [, read] = Object.entries(reads).find(([scope]) => scopes.includes(scope)) ?? [];
  if (!read) return undefined;
  const path = `/api/v1${read(encodeURIComponent(slug))}`;
  return `curl -H "Authorization: Bearer ${key}" ${origin}${path}`;
}
