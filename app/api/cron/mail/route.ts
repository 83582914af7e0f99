import { answerParts } from "#lib/cron/parts.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { refuseStranger } from "#lib/http/cron.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { problem } from "#lib/http/problem.ts";
import { deliverMail } from "#lib/mail/deliver.ts";
import { removeOldMail } from "#lib/mail/retention.ts";
import { mailServer, smtpSender } from "#lib/mail/send.ts";

export const maxDuration = 300;

/** In milliseconds. What it has no time for, the next one goes on with. */
const budget = 200_000;

/** Sends what could not be sent after the answer that it belongs to, and removes what is old. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const server = mailServer();
  if (!server) return problem(500, "no_mail_server", "SMTP_URL is not set.");
  const db = await writeDatabase();
  return answerParts("mail", {
    delivery: () => deliverMail(db, smtpSender(server), { budget }),
    retention: async () => ({ removed: (await removeOldMail(db)).removed }),
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
