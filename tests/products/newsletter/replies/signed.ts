import { createHmac } from "node:crypto";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";
import { product } from "#lib/products/newsletter/product.ts";

/** The one of local use. */
export const repliesSecret = product.environment.NEWSLETTER_REPLIES_SECRET.local;
export const resendSecret = "whsec_cmVzZW5kLXNlY3JldC1mb3ItdGVzdHMtMDEyMzQ1";

/** A delivery as the library of the Standard Webhooks signs it. */
export function signedText(
  body: string,
  id: string,
  secret: string = repliesSecret,
  at = new Date(),
) {
  return {
    headers: new Headers({
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Standard(secret).sign(id, at, body),
    }),
    body: new TextEncoder().encode(body),
  };
}

/** As Svix signs it, which Resend uses. */
export function signedBySvix(body: string, id: string, at = new Date()) {
  return {
    headers: new Headers({
      "svix-id": id,
      "svix-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "svix-signature": new Svix(resendSecret).sign(id, at, body),
    }),
    body: new TextEncoder().encode(body),
  };
}

/** As the docs tell to sign a report with openssl: over its bytes, in whatever charset. */
export function signedBytes(body: Uint8Array, id: string, at = Math.floor(Date.now() / 1_000)) {
  const key = Buffer.from(repliesSecret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.`).update(body).digest("base64");
  return {
    headers: new Headers({
      "webhook-id": id,
      "webhook-timestamp": String(at),
      "webhook-signature": `v1,${signature}`,
    }),
    body: new Uint8Array(body),
  };
}
