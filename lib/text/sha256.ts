// On Node, `#lib/text/sha256.ts` is `sha256-on-node.ts` instead (package.json).

const encoder = new TextEncoder();

/** SHA-256 in hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The HMAC-SHA-256 of a text. */
export async function hmac(text: string, secret: string): Promise<Uint8Array> {
  const key = await keyOf(secret);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

/** Whether it is the HMAC-SHA-256 of a text. It takes as long wherever the two differ. */
export async function isHmac(
  signature: Uint8Array<ArrayBuffer>,
  text: string,
  secret: string,
): Promise<boolean> {
  return crypto.subtle.verify("HMAC", await keyOf(secret), signature, encoder.encode(text));
}

let last: { secret: string; key: Promise<CryptoKey> } | undefined;

/** The app has one secret: its key is made once. */
function keyOf(secret: string): Promise<CryptoKey> {
  if (last?.secret !== secret) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const uses: KeyUsage[] = ["sign", "verify"];
    const key = crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, uses);
    last = { secret, key };
  }
  return last.key;
}
