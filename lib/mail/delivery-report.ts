import PostalMime from "postal-mime";
import { type SmtpVerdict, smtpVerdict } from "./smtp-reply.ts";

/** What a mail server reports of one recipient (RFC 3464, 2.3). */
export interface ReportedRecipient {
  /** As the report has it, without `rfc822;`. */
  address: string;
  action: "failed" | "delayed" | "delivered" | "relayed" | "expanded";
  /** `5.1.1`; null when the report says none. */
  status: string | null;
  /** What the other server said. */
  diagnostic: string | null;
}

export interface DeliveryReport {
  recipients: ReportedRecipient[];
  /** The `Message-ID` of the mail that it is about, without brackets; null when it is not in it. */
  messageId: string | null;
  /** A header of that mail, unfolded; null when it is not in the report. */
  header(name: string): string | null;
}

/** A report may hold the whole mail that came back. */
export const reportLimit = 1_000_000;

const actions = ["failed", "delayed", "delivered", "relayed", "expanded"] as const;

/**
 * Reads a delivery report (RFC 3464). An answer by a person or a machine, such as an out-of-office note
 * (RFC 3834), is none, whatever it says.
 * @returns null for anything that is no report.
 */
export async function readDeliveryReport(raw: Uint8Array): Promise<DeliveryReport | null> {
  if (raw.length > reportLimit) return null;
  const mail = await parse(raw);
  const type = mail?.headers.find(({ key }) => key === "content-type")?.value ?? "";
  if (!mail || !/^multipart\/report\b/i.test(type.trim())) return null;
  const named = /report-type="?([\w-]+)/i.exec(type)?.[1]?.toLowerCase();
  if (named !== "delivery-status") return null;
  const textOf = (...types: string[]) => {
    const part = mail.attachments.find(({ mimeType }) => types.includes(mimeType.toLowerCase()));
    return part ? new TextDecoder().decode(bytesOf(part.content)) : undefined;
  };
  const status = textOf("message/delivery-status", "message/global-delivery-status");
  if (status === undefined) return null;
  const returned = textOf("message/rfc822", "text/rfc822-headers", "message/global");
  const [, ...recipients] = groupsOf(status);
  const headers = returned === undefined ? undefined : groupsOf(returned.split(/\r?\n\r?\n/, 1)[0] ?? "")[0];
  const header = (name: string) => headers?.get(name.toLowerCase()) ?? null;
  return {
    recipients: recipients.flatMap(recipientOf),
    messageId: /^<([^<>\s]{1,500})>/.exec(header("message-id") ?? "")?.[1] ?? null,
    header,
  };
}

/** What becomes of the recipient. Null for whatever is no failure, such as a delay. */
export function reportVerdict({
  action,
  status,
  diagnostic,
}: ReportedRecipient): SmtpVerdict | null {
  if (action !== "failed") return null;
  // The status is what the reporting server makes of it, and the diagnostic what the other one said.
  const [first = ""] = status?.split(".") ?? [];
  if (first === "4") return { kind: "bounced", hard: false };
  const said = diagnostic?.replace(/^smtp\s*;\s*/i, "") ?? "";
  const isVague = status === null || /^5\.0\.0$|^5\.0\.\d+$/.test(status);
  return smtpVerdict(isVague && /^5\d\d/.test(said) ? said : `550 ${status ?? ""}`, "recipient");
}

async function parse(raw: Uint8Array) {
  try {
    return await PostalMime.parse(raw, {
      attachmentEncoding: "arraybuffer",
      forceRfc822Attachments: true,
    });
  } catch {
    // Deeper or longer than the parser takes.
    return undefined;
  }
}

const bytesOf = (content: ArrayBuffer | Uint8Array | string): ArrayBuffer | Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

type Fields = Map<string, string>;

/** The groups of fields of a report: of the mail, then of each recipient. Folded lines are one. */
function groupsOf(text: string): Fields[] {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]+/g, " ")
    .trim()
    .split(/\n{2,}/)
    .map((group) => new Map(group.split("\n").flatMap(fieldOf)));
}

function fieldOf(line: string): [string, string][] {
  const [, name, value] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
  return name && value !== undefined ? [[name.toLowerCase(), value.trim()]] : [];
}

function recipientOf(fields: Fields): ReportedRecipient[] {
  const address = fields.get("final-recipient") ?? fields.get("original-recipient");
  const action = actions.find((one) => one === fields.get("action")?.toLowerCase());
  if (!address || !action) return [];
  return [
    {
      // `rfc822; mia@mail.example (Mia)`
      address: address.replace(/^[\w-]+\s*;\s*/, "").replace(/\s*\([^)]*\)$|[<>]/g, ""),
      action,
      status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get("status") ?? "")?.[1] ?? null,
      diagnostic: fields.get("diagnostic-code")?.slice(0, 500) ?? null,
    },
  ];
}
