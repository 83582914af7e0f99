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

/** The mail that a report is about, as far as the report returns it. */
export interface ReturnedMail {
  /** Its `Message-ID`, without brackets; null when it is not in the report. */
  messageId: string | null;
  /** One of its headers, unfolded; null when it is not in the report. */
  header(name: string): string | null;
}

export interface DeliveryReport extends ReturnedMail {
  recipients: ReportedRecipient[];
}

/** What a provider reports of a reader (RFC 5965): `abuse`, `fraud`, `virus`, `not-spam`, `other`. */
export interface FeedbackReport extends ReturnedMail {
  type: string;
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
  const found = await readReport(raw, "delivery-status", [
    "message/delivery-status",
    "message/global-delivery-status",
  ]);
  if (!found) return null;
  const [, ...recipients] = groupsOf(found.fields);
  return { recipients: recipients.flatMap(recipientOf), ...found.returned };
}

/** Reads a report of a reader's complaint. @returns null for anything that is none. */
export async function readFeedbackReport(raw: Uint8Array): Promise<FeedbackReport | null> {
  const found = await readReport(raw, "feedback-report", ["message/feedback-report"]);
  const [fields] = groupsOf(found?.fields ?? "");
  const type = fields?.get("feedback-type")?.toLowerCase();
  return found && type ? { type, ...found.returned } : null;
}

/** The fields of a report of this type, in a part of one of these types, and the mail that it is about. */
async function readReport(raw: Uint8Array, reportType: string, partTypes: readonly string[]) {
  if (raw.length > reportLimit) return null;
  const mail = await parse(raw);
  const type = mail?.headers.find(({ key }) => key === "content-type")?.value ?? "";
  if (!mail || !/^multipart\/report\b/i.test(type.trim())) return null;
  if (/report-type="?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() !== reportType) return null;
  const textOf = (types: readonly string[]) => {
    const part = mail.attachments.find(({ mimeType }) => types.includes(mimeType.toLowerCase()));
    return part ? new TextDecoder().decode(bytesOf(part.content)) : undefined;
  };
  const fields = textOf(partTypes);
  if (fields === undefined) return null;
  const text = textOf(["message/rfc822", "text/rfc822-headers", "message/global"]) ?? "";
  const [headers] = groupsOf(text.split(/\r?\n\r?\n/, 1)[0] ?? "");
  const header = (name: string) => headers?.get(name.toLowerCase()) ?? null;
  const [, messageId = null] = /^<([^<>\s]{1,500})>/.exec(header("message-id") ?? "") ?? [];
  return { fields, returned: { messageId, header } satisfies ReturnedMail };
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
