import MailComposer from "nodemailer/lib/mail-composer";
import type { MailServer } from "#lib/mail/send.ts";
import { readEmailAddress } from "#lib/text/email-address.ts";
import { fillLetter } from "../letter/fill.ts";
import type { FrozenLetter } from "../letter/frozen.ts";
import { leavePath, oneClickPath, preferencesPath, signPersonal, viewPath } from "../links.ts";
import { markHeaders } from "../replies/mark.ts";
import { trackedLinks } from "../tracking/links.ts";
import type { Parcel } from "./connection.ts";
import type { Intended } from "./step.ts";

export interface Sender extends Pick<MailServer, "from"> {
  /** Where people reach the app. */
  appUrl: string;
}

/** Writes the mail of one person; null when nobody can be written to at this address. */
export async function messageOf(
  mail: Intended,
  letter: FrozenLetter,
  { appUrl, from }: Sender,
): Promise<Parcel | null> {
  const address = readEmailAddress(mail.address ?? mail.email);
  if (typeof address === "string") return null;
  const [leave, preferences, view] = await Promise.all(
    (["leave", "preferences", "view"] as const).map((kind) => signPersonal(kind, mail)),
  );
  if (!leave || !preferences || !view) throw new Error("unreachable");
  const { subject, html, text } = fillLetter(
    letter,
    mail,
    {
      leaveUrl: `${appUrl}${leavePath(leave)}`,
      preferencesUrl: `${appUrl}${preferencesPath(preferences)}`,
      viewUrl: `${appUrl}${viewPath(view)}`,
      ...(mail.isTracked ? await trackedLinks(mail, letter, appUrl) : {}),
    },
    mail.variant,
  );
  const host = from.address.slice(from.address.lastIndexOf("@") + 1);
  const composer = new MailComposer({
    // Of the row: whoever gets it twice gets the same mail.
    messageId: `<${mail.id}@${host}>`,
    from: { name: letter.sender.name, address: from.address },
    to: { name: "", address: address.recipient },
    ...(letter.sender.replyTo ? { replyTo: letter.sender.replyTo } : {}),
    subject,
    html,
    text,
    headers: {
      // RFC 8058: one https address that a POST is enough for.
      "List-Unsubscribe": `<${appUrl}${oneClickPath(leave)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      ...(await markHeaders(mail)),
      "Feedback-ID": `${mail.campaignId}:${mail.organizationId}:newsletter`,
    },
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    from: from.address,
    to: address.recipient,
    raw: await composer.compile().build(),
    needsSmtputf8: address.needsSmtputf8,
  };
}
