const base = "http://same-site.invalid";

/**
 * Where to go afterwards: a path on this site, or the fallback. Everything else that a browser would
 * follow to another site (`//host`, `/\host`, `/<tab>/host`, `/.//host`) gives the fallback.
 */
export function safeNext(value: string | null | undefined, fallback: string): string {
  if (!value?.startsWith("/") || !URL.canParse(value, base)) return fallback;
  const url = new URL(value, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** A path with query parameters; those without a value are left out. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`;
}
