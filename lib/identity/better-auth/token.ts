import { hmac, isHmac } from "#lib/text/sha256.ts";
import { isSecure } from "./environment.ts";

export interface Signing {
  url: string;
  secret: string;
}

/**
 * The session token of a request, or null when there is none or its signature is not ours. The
 * cookie holds `<token>.<HMAC-SHA-256 of it in base64>`, as better-call writes it.
 */
export async function sessionToken(headers: Headers, { url, secret }: Signing) {
  const name = `${isSecure(url) ? "__Secure-" : ""}better-auth.session_token`;
  const cookie = cookieValue(headers.get("cookie") ?? "", name);
  const dot = cookie?.lastIndexOf(".") ?? -1;
  if (!cookie || dot < 1) return null;
  const token = cookie.slice(0, dot);
  return (await isSigned(token, cookie.slice(dot + 1), secret)) ? token : null;
}

/** Without a library, because the one there is brings 25 KB into an edge bundle. */
export function cookieValue(cookies: string, name: string): string | undefined {
  const pairs = cookies.split(";").map((pair) => pair.trim());
  const value = pairs.findLast((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  try {
    return value && decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Whether `signature`, in either base64, is the HMAC-SHA-256 of `value`. */
export const isSigned = (value: string, signature: string, secret: string): Promise<boolean> =>
  isHmac(decodeBase64(signature), value, secret);

/** The HMAC-SHA-256 of `value`, in the base64 for addresses. */
export const sign = async (value: string, secret: string): Promise<string> =>
  encodeBase64(await hmac(value, secret));

const encodeBase64 = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The bytes of base64 in the usual letters or in those for addresses; none when it is neither. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const usual = text.replaceAll("-", "+").replaceAll("_", "/");
    return Uint8Array.from(atob(usual), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
