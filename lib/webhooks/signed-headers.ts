/**
 * How the three headers of a provider begin: the Standard Webhooks call them `webhook-id`,
 * `webhook-timestamp` and `webhook-signature`, and Svix has a name of its own.
 */
export type HeaderPrefix = "webhook" | "svix";

/**
 * The headers that the signature of a delivery is about, and no others: a verifier that also knew the
 * other provider's would let somebody repeat a delivery under an id that nobody signed.
 */
export function signedHeaders(prefix: HeaderPrefix, headers: Headers): Headers {
  const signed = new Headers();
  for (const part of ["id", "timestamp", "signature"]) {
    const name = `${prefix}-${part}`;
    const value = headers.get(name);
    if (value !== null) signed.set(name, value);
  }
  return signed;
}

/** The id of a delivery, the same on every attempt; null when it is none that can be kept. */
export function deliveryId(prefix: HeaderPrefix, headers: Headers): string | null {
  const id = headers.get(`${prefix}-id`) ?? "";
  return /^[\x21-\x7e]{1,255}$/.test(id) ? id : null;
}
