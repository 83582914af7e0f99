import { identitySources } from "#integrations/reconcile.ts";
import type { Job } from "#lib/cron/job.ts";
import { endpoint } from "#lib/db/endpoints.ts";
import { polarSource } from "#lib/polar/reconcile/source.ts";
import { reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { replay } from "./replay.ts";

/** Compares with the providers. What a day has no time for, the next one goes on with. */
export const reconcileJob: Job = {
  name: "reconcile",
  budget: 40_000,
  parts: ({ signal }) => ({
    async comparison() {
      const say = (line: string) => {
        console.log(JSON.stringify({ event: "reconcile", line }));
      };
      const sources = [...identitySources, polarSource];
      return reconcile({
        databaseUrl: endpoint("pooled"),
        sources: sourcesOf(configuredSources(sources, process.env, { signal, say })),
        replay,
        signal,
        say,
      });
    },
  }),
};
