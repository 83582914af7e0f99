import type { Job } from "#lib/cron/job.ts";
import { polarClient } from "#lib/polar/client.ts";
import { endForGood } from "#lib/polar/selling/end.ts";
import { purgeOrganizations } from "./purge.ts";

/** Erases the organizations whose grace is over. What a day has no time for, the next has. */
export const purgeJob: Job = {
  name: "purge",
  budget: 30_000,
  parts: ({ db, signal }) => ({
    organizations: () =>
      purgeOrganizations(db, {
        signal,
        mayErase: (organizationId) => endForGood(db, polarClient(), organizationId),
      }),
  }),
};
