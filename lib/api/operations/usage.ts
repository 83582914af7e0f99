import * as z from "zod/mini";
import { isoMoment } from "#lib/api/resources/wire.ts";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import { isFarFromWarning, warnAfterSpending } from "#lib/billing/metering/warn.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { identifier } from "#lib/forms/fields.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { reportFailure } from "#lib/log/report.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { type AnyOperation, defineOperation, groups } from "../operation.ts";

const group = groups.usage;
const most = 1_000_000_000;

/** In credits. */
const balance = z.object({
  /** In the period. */
  used: z.number(),
  left: z.number(),
  total: z.number(),
  /** What the plan gives for a period. */
  included: z.number(),
  period: z.object({ start: isoMoment, end: isoMoment }),
  /** Since when a payment is owed; after 7 days nothing can be spent. */
  owedSince: z.nullable(isoMoment),
  isReadOnly: z.boolean(),
});

const organization = identifier("organization_missing").check(
  z.describe(
    "The slug of the organization. Optional with an API key, which belongs to one organization.",
  ),
);

export const spendCreditsOperation = defineOperation({
  id: "spendCredits",
  method: "POST",
  path: "/usage",
  group,
  summary: "Spend credits",
  description:
    "Spends all the credits you ask for or none, and never more than the balance, even under concurrent requests. A refusal includes the `balance` and is not stored: a retry with the same `Idempotency-Key` can succeed later. Credits spent with one key are never spent again, even after a day. A repeated request that arrives while the first one is running waits for its answer.",
  scope: permissions["usage.spend"].scope,
  ownIdempotency: true,
  body: z.object({
    organization: z.optional(organization),
    credits: z
      .int("credits_invalid")
      .check(z.gte(1, "credits_invalid"), z.lte(most, "credits_invalid")),
  }),
  example: { credits: 5 },
  answers: {
    201: {
      description: "The credits are spent.",
      schema: z.object({
        id: z.guid(),
        credits: z.number(),
        /** Credits that were left after it. */
        left: z.number(),
        at: isoMoment,
      }),
    },
  },
  problems: ["not_found", "credits_exhausted", "payment_overdue", "idempotency_key_reused"],
  async handle({ db, actor, body: { organization: slug = "", credits }, idempotency }) {
    const spender = { ...actor, slug };
    const spent = await spendCredits(db, spender, {
      credits,
      ...(idempotency && { key: idempotency.id }),
    });
    switch (spent?.outcome) {
      case "spent": {
        const { id, left, at } = spent;
        warn({ tenant: slug || (actor.key?.hash ?? ""), usageId: id, left });
        return { status: 201, body: { id, credits, left, at } };
      }
      case "exhausted":
        return { code: "credits_exhausted", members: { balance: spent.balance } };
      case "overdue":
        return { code: "payment_overdue", members: { balance: spent.balance } };
      case "reused":
        return "idempotency_key_reused";
      default:
        return "not_found";
    }
  },
});

/** Has owners written to, when it is time, once the answer is sent. */
function warn(spent: { tenant: string; usageId: string; left: number }): void {
  if (isFarFromWarning(spent.tenant, spent.left)) return;
  const { APP_URL: appUrl } = getEnvironment();
  afterAnswer(async () => {
    try {
      // Not the database of the request, which takes acts alone.
      const db = await writeDatabase();
      if (await warnAfterSpending(db, { ...spent, appUrl })) mailAfterAnswer();
    } catch (error) {
      // The cron warns of what was missed.
      reportFailure("usage_warning_failed", error);
    }
  });
}

/** Its route is an edge function of its own (lib/billing/metering/read-handler.ts). */
export const readBalanceOperation: AnyOperation = {
  id: "readBalance",
  method: "GET",
  path: "/usage/balance",
  group,
  summary: "Get the balance",
  description:
    "Returns used and remaining credits. Runs on the edge and does not count towards the rate limit.",
  scope: permissions["usage.read"].scope,
  isUncounted: true,
  // A key may leave it out: it asks for its own.
  query: z.object({ organization: z.optional(organization) }),
  answers: { 200: { description: "The balance.", schema: balance } },
  problems: ["unauthenticated", "unknown_key", "insufficient_scope", "not_found"],
};
