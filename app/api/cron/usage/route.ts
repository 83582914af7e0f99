import { sealUsageHours } from "#lib/billing/metering/seal.ts";
import { warnAll } from "#lib/billing/metering/warn.ts";
import { answerParts } from "#lib/cron/parts.ts";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { refuseStranger } from "#lib/http/cron.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { reportFailure } from "#lib/log/report.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { polarClient } from "#lib/polar/client.ts";
import { reportUsage } from "#lib/polar/report-usage.ts";

export const maxDuration = 300;

/** Milliseconds after which it stops where it is; the next one goes on. */
const budget = 240_000;

/**
 * Seals the hours of use that have ended, warns owners whose credits run out, and tells Polar's meters.
 * As often as one likes, and however many at once.
 */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const signal = AbortSignal.timeout(budget);
  const db = await writeDatabase();
  return answerParts("usage sealed", {
    sealing: () => sealUsageHours(db, { signal }),
    warnings: async () => {
      const done = await warnAll(db, { appUrl: getEnvironment().APP_URL, signal });
      if (done.warned > 0) mailAfterAnswer();
      return done;
    },
    reporting: () => report(db, signal),
  });
}

/** What Polar is not told now, because it does not answer, it is told the next time. */
async function report(db: Database, signal: AbortSignal) {
  const polar = polarClient();
  if (!polar) return {};
  try {
    const { reported, refused } = await reportUsage(db, polar, { signal });
    return { reported, refused };
  } catch (error) {
    reportFailure("usage_report_failed", error);
    return { reported: null };
  }
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
