import { sha256 } from "#lib/text/sha256.ts";

/** A single-use token for a link: 32 random bytes as base64url. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** What is kept of a token: its SHA-256 as hexadecimal. */
export const hashToken = (token: string): Promise<string> => sha256(token);
