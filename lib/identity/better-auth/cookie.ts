import { getCookieCache, parseCookies } from "better-auth/cookies";
import * as z from "zod/mini";
import { isSecure } from "./environment.ts";

const cachedSession = z.object({
  session: z.object({ id: z.string(), token: z.string() }),
  user: z.object({ id: z.string() }),
});

interface Signing {
  url: string;
  secret: string;
}

/**
 * The session token of a request, or null when there is none or its signature is not ours. The
 * cookie holds `<token>.<HMAC-SHA-256 of it in base64>`, as better-call writes it.
 */
export async function sessionToken(headers: Headers, { url, secret }: Signing) {
  const name = `${isSecure(url) ? "__Secure-" : ""}better-auth.session_token`;
  const cookie = parseCookies(headers.get("cookie") ?? "").get(name);
  const dot = cookie?.lastIndexOf(".") ?? -1;
  if (!cookie || dot < 1) return null;
  const token = cookie.slice(0, dot);
  return (await isSigned(token, cookie.slice(dot + 1), secret)) ? token : null;
}

/** The copy of the session that the browser keeps for five minutes, if it is ours and of this token. */
export async function cachedUserId(headers: Headers, token: string, { url, secret }: Signing) {
  // Without isSecure, Better Auth guesses the name of the cookie from NODE_ENV.
  const found = await getCookieCache(headers, { secret, isSecure: isSecure(url) });
  const cached = cachedSession.safeParse(found);
  if (!cached.success || cached.data.session.token !== token) return null;
  return cached.data.user.id;
}

async function isSigned(value: string, signature: string, secret: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "verify",
  ]);
  return crypto.subtle.verify(algorithm, key, decodeBase64(signature), encoder.encode(value));
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
