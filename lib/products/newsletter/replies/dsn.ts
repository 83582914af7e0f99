import {
  type DeliveryReport,
  type FeedbackReport,
  type ReturnedMail,
  readDeliveryReport,
  readFeedbackReport,
  reportVerdict,
} from "#lib/mail/delivery-report.ts";
import { type Adapter, type Opened, saidText } from "./adapter.ts";
import { markHeader, namedMail } from "./mark.ts";
import { signedId } from "./signature.ts";

/**
 * Reports as mail servers write them, of bounces (RFC 3464) and of complaints (RFC 5965): posted as they are, and signed
 * like the standard shape.
 */
export const openReport: Adapter = async (delivery, secrets) => {
  const eventId = signedId(delivery, secrets);
  if (eventId === null) return { kind: "forged" };
  const report = await readDeliveryReport(delivery.body);
  if (report) return openBounce(report, eventId);
  const feedback = await readFeedbackReport(delivery.body);
  if (feedback) return openComplaint(feedback, eventId);
  return { kind: isAutomatic(delivery.body) ? "ignored" : "unreadable" };
};

async function openBounce(report: DeliveryReport, eventId: string): Promise<Opened> {
  const verdicts = report.recipients.map((recipient) => ({
    recipient,
    verdict: reportVerdict(recipient),
  }));
  // A mail of ours has one recipient. Where it was forwarded to several, one that is gone is no reason.
  const [first] = verdicts
    .filter(({ verdict }) => verdict?.kind === "bounced")
    .toSorted((a, b) => Number(isHard(a)) - Number(isHard(b)));
  if (!first) return { kind: "ignored" };
  const mail = await returnedMail(report);
  if (!mail) return { kind: "unknown" };
  const { diagnostic, status } = first.recipient;
  return {
    kind: "reply",
    reply: {
      eventId,
      happened: isHard(first) ? "hard" : "soft",
      said: saidText(diagnostic ?? status),
      mail,
    },
  };
}

async function openComplaint(report: FeedbackReport, eventId: string): Promise<Opened> {
  if (report.type === "not-spam") return { kind: "ignored" };
  const mail = await returnedMail(report);
  if (!mail) return { kind: "unknown" };
  return { kind: "reply", reply: { eventId, happened: "complained", said: null, mail } };
}

const returnedMail = ({ header, messageId }: ReturnedMail) =>
  namedMail({ mark: header(markHeader), messageId });

const isHard = ({ verdict }: { verdict: ReturnType<typeof reportVerdict> }): boolean =>
  verdict?.kind === "bounced" && verdict.hard;

/** Whether a mail says that a machine answered it (RFC 3834), such as an out-of-office note. */
function isAutomatic(raw: Uint8Array): boolean {
  const [head = ""] = Buffer.from(raw.subarray(0, 100_000))
    .toString("latin1")
    .split(/\r?\n\r?\n/, 1);
  return (
    /^auto-submitted:\s*auto-/im.test(head) && !/^content-type:\s*multipart\/report/im.test(head)
  );
}
