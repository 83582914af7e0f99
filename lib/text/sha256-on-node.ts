import { createHmac, hash, timingSafeEqual } from "node:crypto";

/**
 * The same as `sha256.ts`. Web Crypto asks another thread for each hash, which for texts as short as
 * keys and cookies takes Node thirty times as long as the hash itself.
 */
export const sha256 = async (text: string): Promise<string> => hash("sha256", text);

export const hmac = async (text: string, secret: string): Promise<Uint8Array> =>
  createHmac("sha256", secret).update(text).digest();

export async function isHmac(
  signature: Uint8Array,
  text: string,
  secret: string,
): Promise<boolean> {
  const expected = await hmac(text, secret);
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
