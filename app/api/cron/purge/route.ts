import { answerParts } from "#lib/cron/parts.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { refuseStranger } from "#lib/http/cron.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { polarClient } from "#lib/polar/client.ts";
import { endForGood, settleEndings } from "#lib/polar/selling/end.ts";
import { purgeOrganizations } from "#lib/purge/purge.ts";

export const maxDuration = 300;

/** Milliseconds after which it stops where it is; the rest is for what is under way. */
const budget = 240_000;

/**
 * Every day: erases the organizations whose grace is over, and lets subscriptions end with their
 * organizations, should Polar not have answered when those were deleted. What a day has no time for,
 * the next has.
 */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const signal = AbortSignal.timeout(budget);
  const db = await writeDatabase();
  const polar = polarClient();
  return answerParts("organizations purged", {
    subscriptions: async () =>
      polar ? { subscriptions: await settleEndings(db, polar, { signal }) } : {},
    organizations: () =>
      purgeOrganizations(db, {
        signal,
        mayErase: (organizationId) => endForGood(db, polar, organizationId),
      }),
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
