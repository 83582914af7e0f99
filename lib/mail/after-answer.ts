import { writeDatabase } from "#lib/db/node.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { reportFailure } from "#lib/log/report.ts";
import { deliverMail } from "./deliver.ts";
import { mailServer, smtpSender } from "./send.ts";

/**
 * Sends what is due once the answer is sent. To be called after the statement that put mail into the
 * outbox; what cannot be sent now waits there for the cron, or for the next answer that mails.
 */
export function mailAfterAnswer(): void {
  afterAnswer(async () => {
    try {
      const server = mailServer();
      if (server) await deliverMail(await writeDatabase(), smtpSender(server));
    } catch (error) {
      reportFailure("mail_delivery_failed", error);
    }
  });
}
