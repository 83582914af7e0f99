/** What a request proves itself with: the scheme in small letters, and what stands after it. */
export interface Credentials {
  scheme: string;
  /** All that stands after it; empty when nothing does. */
  token: string;
}

/**
 * Reads `Authorization` as RFC 9110, 11.4 has it: a scheme in letters of any case, spaces, and what
 * proves it. Null without the header.
 */
export function readAuthorization(headers: Headers): Credentials | null {
  const header = headers.get("authorization");
  if (header === null) return null;
  const text = header.trim();
  const [scheme = ""] = text.split(" ", 1);
  return { scheme: scheme.toLowerCase(), token: text.slice(scheme.length).trim() };
}

/** The token of `Authorization: Bearer`, or null when that is not what the header says. */
export function bearerToken(headers: Headers): string | null {
  const credentials = readAuthorization(headers);
  return credentials?.scheme === "bearer" ? credentials.token : null;
}
