import { CannotRun, type Job } from "#lib/cron/job.ts";
import { deliverMail } from "./deliver.ts";
import { removeOldMail } from "./retention.ts";
import { mailServer, smtpSender } from "./send.ts";

/** Sends what could not be sent after the answer that it belongs to, and removes what is old. */
export const mailJob: Job = {
  name: "mail",
  budget: 30_000,
  parts: ({ db, budget }) => ({
    async retention() {
      return { removed: (await removeOldMail(db)).removed };
    },
    async delivery() {
      const server = mailServer();
      if (!server) throw new CannotRun("SMTP_URL is not set.");
      return deliverMail(db, smtpSender(server), { budget });
    },
  }),
};
