import type { Job } from "#lib/cron/job.ts";
import type { Database } from "#lib/db/database.ts";
import { reportFailure } from "#lib/log/report.ts";
import { type PolarClient, polarClient } from "./client.ts";
import { reportUsage } from "./report-usage.ts";
import { settleEndings } from "./selling/end.ts";

/**
 * Tells Polar's meters of the hours that are sealed, and lets subscriptions end with their
 * organizations, should Polar not have answered when those were deleted.
 */
export const polarJob: Job = {
  name: "polar",
  budget: 30_000,
  parts: ({ db, signal }) => ({
    async reporting() {
      const polar = polarClient();
      return polar ? report(db, polar, signal) : {};
    },
    async endings() {
      const polar = polarClient();
      return polar ? { subscriptions: await settleEndings(db, polar, { signal }) } : {};
    },
  }),
};

/** What Polar is not told now, because it does not answer, it is told the next time. */
async function report(db: Database, polar: PolarClient, signal: AbortSignal) {
  try {
    const { reported, refused } = await reportUsage(db, polar, { signal });
    return { reported, refused };
  } catch (error) {
    reportFailure("usage_report_failed", error);
    return { reported: null };
  }
}
