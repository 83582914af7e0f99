import { readDeliveryReport, reportVerdict } from "#lib/mail/delivery-report.ts";
import type { Adapter } from "./adapter.ts";
import { saidText } from "./adapter.ts";
import { markHeader, namedMail } from "./mark.ts";
import { signedId } from "./signature.ts";

/** Delivery reports as mail servers write them (RFC 3464), posted as they are and signed like the standard shape. */
export const openReport: Adapter = async (delivery, secrets) => {
  const eventId = signedId(delivery, secrets);
  if (eventId === null) return { kind: "forged" };
  const report = await readDeliveryReport(delivery.body);
  if (!report) return isAutomatic(delivery.body) ? { kind: "ignored" } : { kind: "unreadable" };
  const verdicts = report.recipients.map((recipient) => ({
    recipient,
    verdict: reportVerdict(recipient),
  }));
  // A mail of ours has one recipient. Where it was forwarded to several, one that is gone is no reason.
  const [first] = verdicts
    .filter(({ verdict }) => verdict?.kind === "bounced")
    .toSorted((a, b) => Number(isHard(a)) - Number(isHard(b)));
  if (!first) return { kind: "ignored" };
  const mail = await namedMail({ mark: report.header(markHeader), messageId: report.messageId });
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
};

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
