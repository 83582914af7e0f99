import { hmac } from "#lib/text/sha256.ts";
import { newsletterSecrets } from "./secret.ts";

/** What a signed link is good for. A token of one kind is none of another. */
export type TokenKind =
  | "leave"
  | "confirm"
  | "preferences"
  | "view"
  | "open"
  | "click"
  | "form"
  | "data"
  /** Not a link: what the header of a mail says, and a bounce returns. */
  | "mail";

/** What a token says: ids, and one number where its kind has one. */
export interface Signed {
  /** Uuids, in the order of the kind: links.ts. */
  ids: string[];
  number: number;
}

/** Half of the HMAC: 2^128 guesses are enough, and links in mails should be short. */
const signatureLength = 16;
const idLength = 16;
const numberLength = 4;

/**
 * Signs ids and a number of at most 32 bits, as a text for an address.
 * @param beside a text that stands beside the token, which is good with this one alone.
 */
export async function signToken(
  kind: TokenKind,
  { ids, number = 0, beside }: { ids: readonly string[]; number?: number; beside?: string },
): Promise<string> {
  const body = new Uint8Array(ids.length * idLength + numberLength);
  for (const [index, id] of ids.entries()) body.set(bytesOfId(id), index * idLength);
  new DataView(body.buffer).setUint32(ids.length * idLength, number);
  const signature = await signatureOf(kind, { body, beside }, newsletterSecrets().signing);
  return toBase64Url(joined(body, signature));
}

/**
 * Reads a token without any trip: what was not signed here, for this kind, is null. So is a token of another
 * number of ids.
 */
export async function readToken(
  kind: TokenKind,
  token: string,
  ids: number,
  beside?: string,
): Promise<Signed | null> {
  const bytes = fromBase64Url(token);
  const length = ids * idLength + numberLength;
  if (bytes?.length !== length + signatureLength) return null;
  const body = bytes.slice(0, length);
  const given = bytes.slice(length);
  for (const secret of newsletterSecrets().known) {
    if (isSame(await signatureOf(kind, { body, beside }, secret), given)) {
      return {
        ids: Array.from({ length: ids }, (_, index) =>
          idOfBytes(body.subarray(index * idLength, (index + 1) * idLength)),
        ),
        number: new DataView(body.buffer).getUint32(ids * idLength),
      };
    }
  }
  return null;
}

async function signatureOf(
  kind: TokenKind,
  { body, beside }: { body: Uint8Array; beside: string | undefined },
  secret: string,
): Promise<Uint8Array> {
  // Neither a kind nor a body has a colon in it, so what is signed can be read in one way only.
  const more = beside === undefined ? "" : `:${beside}`;
  const signature = await hmac(`link:${kind}:${toBase64Url(body)}${more}`, secret);
  return signature.subarray(0, signatureLength);
}

/** In the same time wherever the two differ. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = 0;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function bytesOfId(id: string): Uint8Array {
  const digits = id.replaceAll("-", "");
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new Error("Only uuids are signed");
  return Uint8Array.from({ length: idLength }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

function idOfBytes(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]{1,400}$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
    // The last letter has bits to spare: each token is written in one way only.
    return toBase64Url(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}
