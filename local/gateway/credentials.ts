import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { isEndpoint } from "./endpoints.ts";
import { passwordRefused, Refusal } from "./refusal.ts";

/** Who asks for which database, and for which page view when the connection string says so. */
export interface Credentials {
  user: string;
  password: string;
  database: string;
  view?: string;
}

/**
 * Reads `neon-connection-string`. Query parameters other than `view` are tolerated and have no
 * effect, as with Neon.
 * @throws Refusal 400 with Neon's message when something is missing, or the host is none of
 * `endpoints`.
 */
export function readCredentials(
  headers: IncomingHttpHeaders,
  endpoints: readonly string[],
): Credentials {
  const header = headers["neon-connection-string"];
  if (typeof header !== "string") {
    throw new Refusal(400, "invalid header: neon-connection-string");
  }
  if (!URL.canParse(header)) {
    throw new Refusal(400, "invalid connection string: relative URL without a base");
  }
  const url = new URL(header);
  if (url.protocol !== "postgres:" && url.protocol !== "postgresql:") {
    throw new Refusal(400, "incorrect scheme");
  }
  const database = decode(url.pathname.split("/")[1] ?? "");
  if (database === "") throw new Refusal(400, "missing database name");
  const user = decode(url.username);
  if (user === "") throw new Refusal(400, "missing username");
  if (headers.authorization !== undefined || url.password === "") {
    throw new Refusal(400, "missing authentication credentials: required password");
  }
  if (url.hostname === "" || isIP(url.hostname) !== 0 || url.hostname.startsWith("[")) {
    throw new Refusal(400, "missing hostname");
  }
  if (!isEndpoint(url.hostname, endpoints)) throw passwordRefused(user);
  return {
    user,
    password: decode(url.password),
    database,
    view: url.searchParams.get("view") ?? undefined,
  };
}

/** Percent-decoding that leaves a lone `%` as it is, as Neon does: passwords often have one. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = Buffer.from(escapes.replaceAll("%", ""), "hex");
    return bytes.toString("utf8");
  });
}
