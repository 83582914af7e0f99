import { polarClient } from "#lib/polar/client.ts";
import { type Limit, paced } from "#lib/webhooks/reconcile/call-provider.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";
import { failedDeliveries, polarResources } from "./resources.ts";

/** What Polar allows an organization. */
const limit: Limit = {
  requests: 300,
  milliseconds: 60_000,
  // Its error for 5xx has no status either.
  isUnreachable: ({ name }) => /^Polar(Network|Server)Error$/.test(name),
};

export const polarSource: Source = {
  provider: "polar",
  variable: "POLAR_ACCESS_TOKEN",
  open(environment, { signal, say }) {
    const polar = polarClient(environment);
    if (!polar) return undefined;
    const call = paced(limit, signal, say);
    return (db) => [...polarResources(polar, call, db), failedDeliveries(polar, call, db)];
  },
};
