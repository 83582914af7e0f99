import { isLocalHost } from "#lib/db/endpoints.ts";
import { isLoopback } from "#lib/http/address.ts";
import { requestNetwork, requestOrigin } from "#lib/http/origin.ts";
import type { Network } from "#lib/identity/quotas.ts";
import { betterAuthEnvironment } from "./environment.ts";

/**
 * The network that a request counts for. An app that itself is on this machine does not limit this
 * machine: its developer signs in often, and its tests oftener.
 */
export function networkFor(request: Request): Network {
  const isLocal = isLocalHost(new URL(betterAuthEnvironment().url).hostname);
  const { ipAddress } = requestOrigin(request);
  return isLocal && isLoopback(ipAddress) ? null : requestNetwork(request);
}
