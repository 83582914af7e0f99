import { Webhook } from "standardwebhooks";
import { getEnvironment } from "#lib/env/environment.ts";
import type { Signing } from "#lib/webhooks/receive.ts";

/** How Polar signs its webhooks. */
export const polarSigning = (): Signing => ({
  headerPrefix: "webhook",
  secrets: getEnvironment().POLAR_WEBHOOK_SECRET,
  verify: verifyPolarSignature,
});

/**
 * Takes the signatures that Polar's SDK takes. The SDK asks Web Crypto four times for each delivery,
 * parses the body, and refuses types of events that it does not know, which are signed, though.
 */
export async function verifyPolarSignature(
  body: string,
  headers: Headers,
  secret: string,
): Promise<void> {
  const all = Object.fromEntries(headers);
  const isSigned = keysOf(secret).some((key) => isSignedWith(key, body, all));
  if (!isSigned) throw new Error("No signature matches");
}

function isSignedWith(key: Webhook, body: string, headers: Record<string, string>): boolean {
  try {
    key.verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

const known = new Map<string, Webhook[]>();

/**
 * The keys that a secret may stand for, the likely one first: what it says in base64, as the Standard
 * Webhooks have it after `whsec_`, or the secret as it is, as Polar has it.
 */
function keysOf(secret: string): Webhook[] {
  let keys = known.get(secret);
  if (!keys) {
    const plain = new Webhook(new TextEncoder().encode(secret), { format: "raw" });
    const decoded = inBase64(secret);
    keys = secret.startsWith("whsec_") ? [...decoded, plain] : [plain, ...decoded];
    known.set(secret, keys);
  }
  return keys;
}

function inBase64(secret: string): Webhook[] {
  try {
    return [new Webhook(secret)];
  } catch {
    return [];
  }
}
