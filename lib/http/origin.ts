import { ipAddress } from "@vercel/functions";

/** Headers are as long as somebody likes; what is kept of them is not. */
const limit = 300;

/**
 * Where a request came from: the address that the platform names, else the one that a proxy on this
 * machine names, and what the browser calls itself.
 */
export function requestOrigin({ headers }: Request) {
  const address =
    ipAddress({ headers }) ?? headers.get("x-forwarded-for")?.split(",", 1)[0]?.trim();
  return {
    ipAddress: address?.slice(0, limit) || null,
    userAgent: headers.get("user-agent")?.slice(0, limit) || null,
  };
}
