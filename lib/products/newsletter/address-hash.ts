import { hmac } from "#lib/text/sha256.ts";
import { newsletterSecrets } from "./secret.ts";

/**
 * What suppressions know an address by: the HMAC-SHA-256 of its key, in hexadecimal. It outlives the
 * erasure of the person, and nobody without the secret can tell whose it is.
 * @param email the `key` of `readEmailAddress`.
 * @param secret the one of this deployment; demo data has the local one, so that it is always the same.
 */
export async function hashAddress(
  email: string,
  secret: string = newsletterSecrets().hashing,
): Promise<string> {
  const hash = await hmac(`address:${email}`, secret);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
