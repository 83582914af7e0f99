import type { Done } from "#lib/forms/answer.ts";
import { sha256 } from "#lib/text/sha256.ts";
import { betterAuthEnvironment, isSecure } from "./environment.ts";
import { cookieValue, isSigned, sign } from "./token.ts";

/** A year. */
const maxAge = 365 * 24 * 60 * 60;

/**
 * The id of a device on which somebody has signed in with an address before, or null. Guesses from it
 * count for itself, so strangers who guess cannot keep a person out of their own account
 * (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).
 */
export async function knownDevice(headers: Headers, email: string): Promise<string | null> {
  const [device = "", signature = ""] =
    cookieValue(headers.get("cookie") ?? "", cookieName())?.split(".", 2) ?? [];
  const { secret } = betterAuthEnvironment();
  return (await isSigned(await marked(device, email), signature, secret)) ? device : null;
}

/** An answer after which the browser counts as a known device of the account with this address. */
export async function known(answer: Done, email: string): Promise<Done> {
  const headers = new Headers(answer.headers);
  headers.append("set-cookie", await deviceCookie(email));
  return { ...answer, headers };
}

async function deviceCookie(email: string): Promise<string> {
  const { url, secret } = betterAuthEnvironment();
  const device = crypto.randomUUID();
  const signature = await sign(await marked(device, email), secret);
  const attributes = `Max-Age=${maxAge}; Path=/api/account; HttpOnly; SameSite=Lax`;
  return `${cookieName()}=${device}.${signature}; ${attributes}${isSecure(url) ? "; Secure" : ""}`;
}

const marked = async (device: string, email: string) => `device:${device}:${await sha256(email)}`;

const cookieName = () =>
  `${isSecure(betterAuthEnvironment().url) ? "__Secure-" : ""}penning.known_device`;
