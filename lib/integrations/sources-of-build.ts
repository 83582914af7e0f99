import { identitySources } from "#integrations/reconcile.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";
import { servers } from "./servers.ts";

/** What a build compares itself with: Clerk is among them when it signs people in. */
export const sourcesOfBuild: readonly Source[] = [
  ...identitySources,
  ...servers.flatMap((server) => server.sources ?? []),
];
