import type { Job } from "#lib/cron/job.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { sealUsageHours } from "./metering/seal.ts";
import { warnAll } from "./metering/warn.ts";

/** Seals the hours of use that have ended, and warns owners whose credits run out. */
export const usageJob: Job = {
  name: "usage",
  budget: 40_000,
  parts: ({ db, signal }) => ({
    sealing: () => sealUsageHours(db, { signal }),
    async warnings() {
      const done = await warnAll(db, { appUrl: getEnvironment().APP_URL, signal });
      if (done.warned > 0) mailAfterAnswer();
      return done;
    },
  }),
};
