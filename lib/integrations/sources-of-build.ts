import { identitySources } from "#integrations/reconcile.ts";
import { polarSource } from "#lib/polar/reconcile/source.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";

/** The providers that a build compares with: Clerk is among them when it signs people in. */
export const sourcesOfBuild: readonly Source[] = [
  ...identitySources,
  polarSource, // subscriptions, customers, orders, products
];
