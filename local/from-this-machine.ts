import type { IncomingHttpHeaders } from "node:http";
import { isLocalHost } from "#lib/db/endpoints.ts";

/**
 * Whether a request to a server of this machine may come from a page of this machine, or from a program.
 *
 * Any page that a developer visits can make the browser call a port here. It says in `Origin` where it
 * is from; `null` is a page that hides it. A page whose name leads here (DNS rebinding) needs no other
 * origin than its own, and its name is then in `Host`. A name that ends with `.test` is no page's:
 * nobody can register one (RFC 6761), and the benchmarks call the gateway by such names.
 */
export function isFromThisMachine({ host, origin }: IncomingHttpHeaders): boolean {
  const isOurs = isLocalUrl(`http://${host}`) || /\.test(:\d+)?$/i.test(host ?? "");
  return isOurs && (origin === undefined || isLocalUrl(origin));
}

function isLocalUrl(url: string): boolean {
  return URL.canParse(url) && isLocalHost(new URL(url).hostname);
}
