import * as z from "zod/mini";
import { findUser } from "#identity/session.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { commonMessages } from "#lib/forms/form.ts";
import { isCrossSite } from "#lib/forms/origin.ts";
import { problem, unauthenticated } from "#lib/forms/problem.ts";
import { reportFailure } from "#lib/forms/report.ts";
import { readSubmission } from "#lib/forms/submission.ts";
import { spendCredits } from "./spend.ts";

const most = 1_000_000_000;

const spending = z.object({
  /** The organization's slug. */
  organization: z.string(),
  credits: z.int().check(z.gte(1), z.lte(most)),
});

const idempotencyKey = z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/));

const noStore = { "cache-control": "no-store" };

/**
 * Spends credits of an organization for one of its members: 201 with what is left, 402 with the
 * balance when it does not suffice. With an `Idempotency-Key` it can be sent again.
 */
export async function postUsage(request: Request): Promise<Response> {
  if (isCrossSite(request)) return problem(403, "cross_site", "This was sent from another site.");
  const sentKey = request.headers.get("idempotency-key");
  const key = idempotencyKey.safeParse(sentKey);
  if (sentKey !== null && !key.success) {
    const title = "An Idempotency-Key has 1 to 255 visible ASCII characters.";
    return problem(400, "idempotency_key_invalid", title);
  }
  const sent = await readSubmission(request);
  if (sent instanceof Response) return sent;
  const input = spending.safeParse(sent);
  if (!input.success) {
    const title = `Send {"organization": its slug, "credits": a whole number from 1 to ${most}}.`;
    return problem(422, "invalid_input", title);
  }
  try {
    return await spendAs(request, input.data, key.data);
  } catch (error) {
    reportFailure("usage_failed", error);
    return problem(503, "unavailable", commonMessages.unavailable);
  }
}

async function spendAs(
  { headers }: Request,
  { organization: slug, credits }: z.output<typeof spending>,
  sentKey: string | undefined,
): Promise<Response> {
  const db = await writeDatabase();
  const user = await findUser(headers, db);
  if (!user) return unauthenticated();
  // Two people may choose the same key.
  const key = sentKey && `person ${user.id} ${sentKey}`;
  const spent = await spendCredits(db, { userId: user.id, slug }, { credits, key });
  if (!spent) return problem(404, "not_found", "There is no such organization.");
  switch (spent.outcome) {
    case "spent": {
      const { id, left, at } = spent;
      return Response.json({ id, credits, left, at }, { status: 201, headers: noStore });
    }
    case "reused":
      return problem(
        422,
        "idempotency_key_reused",
        "This Idempotency-Key came before with another body. Use a new one.",
      );
    case "exhausted": {
      const members = { balance: spent.balance };
      const title = `${credits} credits are asked for, and ${spent.balance.left} are left.`;
      return problem(402, "credits_exhausted", title, { members });
    }
    case "overdue": {
      const members = { balance: spent.balance };
      const title =
        "A payment has been owed for 7 days. Once it is made, credits can be spent again.";
      return problem(402, "payment_overdue", title, { members });
    }
  }
}
