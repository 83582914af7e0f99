import { BlockList, isIP } from "node:net";

/** What people and programs are told by: `endpointRefusals` has the texts. */
export type TargetProblem = "url_insecure" | "url_credentials" | "url_port" | "url_private";

/** What may be reached, beside the public internet over HTTPS. */
export interface Reach {
  /** Set in local use alone: plain HTTP to 127.0.0.1 on any port. */
  isLocal: boolean;
}

const localHost = "127.0.0.1";

/** Whether a URL leads to this machine, where local use allows that. */
export const isLocalTarget = ({ protocol, hostname }: URL, { isLocal }: Reach): boolean =>
  isLocal && protocol === "http:" && hostname === localHost;

/**
 * Why nothing is sent to a URL, as far as the URL itself tells. A host's addresses are looked at when a
 * connection is made (`post.ts`).
 */
export function targetProblem(url: URL, reach: Reach): TargetProblem | undefined {
  if (url.username || url.password) return "url_credentials";
  if (isLocalTarget(url, reach)) return undefined;
  if (url.protocol !== "https:") return "url_insecure";
  const port = Number(url.port || 443);
  if (port !== 443 && port < 8443) return "url_port";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) ? !isPublicAddress(host) : isPrivateName(host)) return "url_private";
  return undefined;
}

/** Names that no public server has (RFC 6761, RFC 6762, and `.internal` of ICANN). */
const isPrivateName = (host: string) =>
  !host.includes(".") || /\.(localhost|local|internal|home\.arpa)\.?$/.test(host);

/** Not global, by the special-purpose registries of IANA (RFC 6890), multicast and reserved among them. */
const special = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // carrier-grade NAT
  ["127.0.0.0", 8], // loopback
  ["169.254.0.0", 16], // link-local, where clouds keep their metadata
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // protocol assignments
  ["192.0.2.0", 24], // documentation
  ["192.31.196.0", 24], // AS112
  ["192.52.193.0", 24], // AMT
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["192.175.48.0", 24], // AS112
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 3], // multicast, reserved, broadcast
] as const) {
  special.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["2001::", 23], // protocol assignments, Teredo among them
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4, which holds IPv4 addresses
  ["2620:4f:8000::", 48], // AS112
  ["3fff::", 20], // documentation
] as const) {
  special.addSubnet(network, prefix, "ipv6");
}

/** What IANA has given out as global unicast; loopback, ULA, link-local, mapped IPv4 and NAT64 are outside. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is one of the public internet. False for what is no address. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, "ipv4");
    case 6:
      return (
        !address.includes("%") &&
        globalUnicast.check(address, "ipv6") &&
        !special.check(address, "ipv6")
      );
    default:
      return false;
  }
}
