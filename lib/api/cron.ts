import type { Job } from "#lib/cron/job.ts";
import { removeExpired } from "./retention.ts";

/** Removes what the API has kept of its callers long enough. */
export const apiJob: Job = {
  name: "api",
  budget: 10_000,
  parts: ({ db }) => ({ retention: async () => ({ expired: await removeExpired(db) }) }),
};
