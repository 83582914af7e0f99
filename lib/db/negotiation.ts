import { isNeonHost } from "./endpoints.ts";

type Variables = Record<string, string | undefined>;

/**
 * How postgres-js begins TLS, as options for it. "direct" begins at once, without first asking
 * whether the server speaks it (SSLRequest), and saves one trip. Postgres does so since 17, and
 * Neon's proxy since July 2024 (neondatabase/neon#8321), so it is the default there. What the URL or
 * the environment says in libpq's words goes first; postgres-js reads both by itself, and heeds
 * neither where there is no TLS.
 */
export function tlsNegotiation(
  url: string,
  variables: Variables = process.env,
): { sslnegotiation?: "direct" } {
  const { hostname = "", searchParams } = URL.parse(url) ?? {};
  const isChosen = searchParams?.has("sslnegotiation") || variables.PGSSLNEGOTIATION;
  return !isChosen && isNeonHost(hostname) ? { sslnegotiation: "direct" } : {};
}
