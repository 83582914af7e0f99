import { createHmac, timingSafeEqual } from "node:crypto";
import { deliveryId, type HeaderPrefix } from "#lib/webhooks/signed-headers.ts";
import type { Delivery } from "./adapter.ts";

/** How far the time of a signature may be from ours, in seconds: as the Standard Webhooks advise. */
const tolerance = 300;

/**
 * The id of a delivery that is signed as the Standard Webhooks say; null of any other. Over the bytes: the library
 * of that name reads them as UTF-8 first, and a bounce may be in any charset.
 */
export function signedId(
  { headers, body }: Delivery,
  secrets: readonly string[],
  prefix: HeaderPrefix = "webhook",
  now: number = Date.now(),
): string | null {
  const id = deliveryId(prefix, headers);
  const timestamp = headers.get(`${prefix}-timestamp`) ?? "";
  const signatures = (headers.get(`${prefix}-signature`) ?? "").split(" ");
  if (id === null || !/^\d{1,12}$/.test(timestamp)) return null;
  if (Math.abs(now / 1_000 - Number(timestamp)) > tolerance) return null;
  const isSigned = secrets.some((secret) => {
    const expected = createHmac("sha256", keyOf(secret))
      .update(`${id}.${timestamp}.`)
      .update(body)
      .digest();
    return signatures.some((signature) => {
      const given = Buffer.from(/^v1,(.+)$/.exec(signature)?.[1] ?? "", "base64");
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  });
  return isSigned ? id : null;
}

const prefix = "whsec_";

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(prefix.length), "base64");
