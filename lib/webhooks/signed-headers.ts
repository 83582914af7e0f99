import type { Provider } from "./schema.ts";

/**
 * How the three headers of each provider begin. Svix, which sends for Clerk, has a name of its own for
 * what the Standard Webhooks call `webhook-id`, `webhook-timestamp` and `webhook-signature`.
 */
const prefixes: Record<Provider, string> = { clerk: "svix", polar: "webhook" };

/**
 * The headers that the signature of a delivery is about, and no others: a verifier that also knew the
 * other provider's would let somebody repeat a delivery under an id that nobody signed.
 */
export function signedHeaders(provider: Provider, headers: Headers): Headers {
  const signed = new Headers();
  for (const part of ["id", "timestamp", "signature"]) {
    const name = `${prefixes[provider]}-${part}`;
    const value = headers.get(name);
    if (value !== null) signed.set(name, value);
  }
  return signed;
}

/** The id of a delivery, the same on every attempt; null when it is none that can be kept. */
export function deliveryId(provider: Provider, headers: Headers): string | null {
  const id = headers.get(`${prefixes[provider]}-id`) ?? "";
  return /^[\x21-\x7e]{1,255}$/.test(id) ? id : null;
}
