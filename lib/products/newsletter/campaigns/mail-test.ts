import { afterAnswer } from "#lib/http/after-answer.ts";
import { reportFailure } from "#lib/log/report.ts";
import { mailServer, smtpSender } from "#lib/mail/send.ts";
import { fillLetter } from "../letter/fill.ts";
import { freezeLetter } from "../letter/freeze.ts";
import type { Test } from "./send-test.ts";

/** Milliseconds for all of a test. */
const limit = 40_000;

/**
 * Sends a letter to members once the answer is sent, made by what also makes those for subscribers. It is
 * not tried again: whoever misses a test sends another one.
 * @param link where its links to leave and to preferences lead, which are nobody's.
 */
export function mailTest({ campaign, frame, recipients }: Test, link: string): void {
  afterAnswer(async () => {
    try {
      const server = mailServer();
      if (!server) return;
      const { organization, settings } = frame;
      const fields = frame.fields.map(({ key }) => key);
      const { letter } = freezeLetter({ campaign, settings, organization, fields });
      const send = smtpSender({ ...server, from: { ...server.from, name: letter.sender.name } });
      const links = { leaveUrl: link, preferencesUrl: link, viewUrl: link };
      const signal = AbortSignal.timeout(limit);
      const subjects = letter.subjects.keys();
      for (const variant of subjects) {
        for (const { name, email } of recipients) {
          const mail = fillLetter(letter, { name, email, fields: {} }, links, variant);
          const subject = `[Test] ${mail.subject}`;
          await send({ ...mail, subject, id: crypto.randomUUID(), recipient: email }, signal);
        }
      }
    } catch (error) {
      reportFailure("test_mail_failed", error);
    }
  });
}
