import { clientAddress } from "#lib/http/origin.ts";

/**
 * The network that a request came from, as it is kept with a consent: the first three numbers of an IPv4
 * address, the /48 of an IPv6 one. Enough to tell a household from a data centre, too little to name one.
 */
export const shortenedNetwork = (request: Request): string | null => {
  const address = clientAddress(request.headers);
  return address && shorten(address);
};

/** @param address as `parseAddress` writes it. */
export function shorten(address: string): string {
  if (!address.includes(":")) return `${address.split(".").slice(0, 3).join(".")}.0/24`;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) groups.push("0", "0", "0");
  return `${groups.slice(0, 3).join(":")}::/48`;
}
