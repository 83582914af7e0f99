import { ipAddress } from "@vercel/functions";
import { getEnvironment } from "#lib/env/environment.ts";
import { networkOf, parseAddress } from "./address.ts";
import { socketAddressHeader } from "./socket-address.ts";

/** Headers are as long as somebody likes; what is kept of them is not. */
const limit = 300;

/** Where a request came from: its address, if that is known, and what the browser calls itself. */
export const requestOrigin = ({ headers }: Request) => ({
  ipAddress: clientAddress(headers),
  userAgent: headers.get("user-agent")?.slice(0, limit) || null,
});

/** What a request counts against where visitors are limited: its IPv4 address, or its IPv6 /64. */
export const requestNetwork = ({ headers }: Request): string => networkOf(clientAddress(headers));

/**
 * The address that sent a request, never as the sender claims: from the header that
 * `TRUSTED_PROXY` names, whose last entry is the one that the proxy itself has added; else, on Vercel,
 * from the header that Vercel overwrites; else from the socket. Null when none of them tells.
 */
export function clientAddress(headers: Headers): string | null {
  const { TRUSTED_PROXY, VERCEL_ENV } = getEnvironment();
  if (TRUSTED_PROXY) return parseAddress(headers.get(TRUSTED_PROXY)?.split(",").at(-1) ?? "");
  const isOnVercel = VERCEL_ENV === "production" || VERCEL_ENV === "preview";
  if (isOnVercel) return parseAddress(ipAddress({ headers }) ?? "");
  const header = socketAddressHeader();
  return header ? parseAddress(headers.get(header) ?? "") : null;
}
