import { mendCurrentSubscriptions } from "#lib/billing/mend-current.ts";
import type { Job } from "#lib/cron/job.ts";
import { endpoint } from "#lib/db/endpoints.ts";
import { reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { replay } from "./replay.ts";
import { sourcesOfBuild } from "./sources-of-build.ts";

/** Compares with the providers. What a day has no time for, the next one goes on with. */
export const reconcileJob: Job = {
  name: "reconcile",
  budget: 30_000,
  parts: ({ db, signal }) => ({
    async comparison() {
      const say = (line: string) => {
        console.log(JSON.stringify({ event: "reconcile", line }));
      };
      return reconcile({
        databaseUrl: endpoint("pooled"),
        sources: sourcesOf(configuredSources(sourcesOfBuild, process.env, { signal, say })),
        replay,
        signal,
        say,
      });
    },
    async current() {
      const { mended } = await mendCurrentSubscriptions(db, { signal });
      return { mended };
    },
  }),
};
