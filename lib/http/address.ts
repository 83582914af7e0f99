import * as z from "zod/mini";

const ipv4 = z.ipv4();
const ipv6 = z.ipv6();

/**
 * An IP address in its one spelling: IPv4 as dotted numbers, also where it came mapped into IPv6, and
 * IPv6 as RFC 5952 writes it. A port or a zone behind it is dropped. Null when it is no address.
 */
export function parseAddress(text: string): string | null {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text.trim()) ?? [];
  const bare = (bracketed ?? text.trim().replace(/^([\d.]+):\d+$/, "$1")).replace(/%.*$/, "");
  if (ipv4.safeParse(bare).success) return bare;
  if (!ipv6.safeParse(bare).success) return null;
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical) ?? [];
  if (!high || !low) return canonical;
  return [high, low].flatMap((group) => bytesOf(Number.parseInt(group, 16))).join(".");
}

const bytesOf = (group: number) => [group >> 8, group & 0xff];

/**
 * What is limited as one visitor: an IPv4 address, or the /64 that an IPv6 address is in, since one
 * household or one rented server has all of that.
 * @param address as `parseAddress` writes it; null when nobody knows it, which all such share.
 */
export function networkOf(address: string | null): string {
  if (!address) return "unknown";
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const behind = tail === "" ? [] : tail.split(":");
    groups.push(...Array<string>(8 - groups.length - behind.length).fill("0"), ...behind);
  }
  return `${groups.slice(0, 4).join(":")}::/64`;
}

export const isLoopback = (address: string | null) =>
  address === "::1" || address?.startsWith("127.") === true;
