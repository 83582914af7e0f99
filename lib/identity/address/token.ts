import { sha256 } from "#lib/text/sha256.ts";

/** A secret for a link, 256 bits of it, in letters that need no escape there. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

const purpose = "change-address:";

/** The row of a person's open change of address, at most one: the latest that they asked for. */
export const changeId = (userId: string) => `${purpose}${userId}`;

/** What is kept of a link's token. Who reads the database cannot make the link of it. */
export const changeIdentifier = async (token: string) => `${purpose}${await sha256(token)}`;
