import { isLocalHost } from "#lib/db/endpoints.ts";
import { writeDatabase } from "#lib/db/node.ts";
import type { Refusal } from "#lib/forms/handler.ts";
import { isLoopback } from "#lib/http/address.ts";
import { requestNetwork, requestOrigin } from "#lib/http/origin.ts";
import type { Network } from "#lib/identity/quotas.ts";
import { draw } from "#lib/quotas/draw.ts";
import type { Draw } from "#lib/quotas/drawing.ts";
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

/** Takes one from each quota; a refusal when one is used up. */
export async function limited(draws: readonly Draw[]): Promise<Refusal | null> {
  const { isWithin, retryAfter } = await draw(await writeDatabase(), draws);
  return isWithin ? null : tooMany(retryAfter);
}

/** @param seconds until it is worth another attempt. */
export const tooMany = (seconds = 60): Refusal => ({
  status: 429,
  code: "rate_limited",
  headers: new Headers({ "retry-after": String(seconds) }),
});
