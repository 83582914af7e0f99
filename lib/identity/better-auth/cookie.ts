import * as z from "zod/mini";
import { isSecure } from "./environment.ts";
import { cookieValue, decodeBase64, isSigned, type Signing } from "./token.ts";

const cached = z.object({
  session: z.looseObject({
    session: z.object({ token: z.string(), expiresAt: z.coerce.date() }),
    user: z.object({ id: z.string() }),
  }),
  expiresAt: z.number(),
  signature: z.string(),
});

/**
 * The copy of the session that the browser keeps for five minutes, if it is ours and of this token.
 * The cookie holds JSON in base64 with an HMAC-SHA-256 of `{ ...session, expiresAt }`, as Better Auth's
 * `getCookieCache` reads it; without that, which brings 40 KB of schemas and JWT into an edge bundle.
 */
export async function cachedUserId(headers: Headers, token: string, { url, secret }: Signing) {
  const name = `${isSecure(url) ? "__Secure-" : ""}better-auth.session_data`;
  const text = wholeCookie(headers.get("cookie") ?? "", name);
  const sent = parseJson(new TextDecoder().decode(decodeBase64(text)));
  const read = cached.safeParse(sent);
  if (!read.success) return null;
  const { session, expiresAt, signature } = read.data;
  // Of what was sent, in its own order: parsing may leave out what is not known here.
  const signed = JSON.stringify({ ...Object(Reflect.get(Object(sent), "session")), expiresAt });
  if (!(await isSigned(signed, signature, secret))) return null;
  const hasEnded = Math.min(expiresAt, session.session.expiresAt.getTime()) < Date.now();
  return hasEnded || session.session.token !== token ? null : session.user.id;
}

/** A cookie that is too long for one is cut into `<name>.0`, `<name>.1` and so on. */
function wholeCookie(cookies: string, name: string): string {
  const whole = cookieValue(cookies, name);
  if (whole) return whole;
  let text = "";
  for (let part = 0; ; part++) {
    const next = cookieValue(cookies, `${name}.${part}`);
    if (!next) return text;
    text += next;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
