import type { Happened } from "#lib/products/newsletter/replies/record.ts";

/** What names a mail of ours. */
interface Named {
  messageId: string;
  mark: string;
  /** Where it went an hour ago. */
  email: string;
}

type Expected = Happened | "ignored" | "unreadable" | "unknown";
type Samples = Record<string, [event: unknown, expected: Expected]>;

export const standardEvents = ({ messageId, mark }: Named): Samples => ({
  "a hard bounce": [{ type: "email.bounced", data: { mail: mark, bounce: "hard" } }, "hard"],
  "a soft bounce": [{ type: "email.bounced", data: { mail: mark, bounce: "soft" } }, "soft"],
  "a bounce by its Message-ID": [
    { type: "email.bounced", data: { message_id: `<${messageId}>`, bounce: "hard" } },
    "hard",
  ],
  "a bounce by what the server said": [
    { type: "email.bounced", data: { mail: mark, reply: "550 5.1.1 No such user" } },
    "hard",
  ],
  "a bounce by a vague reply": [
    { type: "email.bounced", data: { mail: mark, reply: "550 No" } },
    "soft",
  ],
  "a policy": [{ type: "email.bounced", data: { mail: mark, reply: "550 5.7.1 No" } }, "ignored"],
  "a complaint": [{ type: "email.complained", data: { mail: mark } }, "complained"],
  "a delivery": [{ type: "email.delivered", data: { mail: mark } }, "ignored"],
  "a type that nobody knows": [{ type: "x", data: null }, "ignored"],
  "a bounce of nothing": [{ type: "email.bounced", data: { bounce: "hard" } }, "unreadable"],
  "a bounce of no kind": [{ type: "email.bounced", data: { mail: mark } }, "unreadable"],
  "a bounce of another kind": [
    { type: "email.bounced", data: { mail: mark, bounce: "hardish" } },
    "unreadable",
  ],
  "a mail of somebody else": [
    { type: "email.bounced", data: { message_id: "<1@other.example>", bounce: "hard" } },
    "unknown",
  ],
  "no event": [{ hello: 1 }, "unreadable"],
  "no object": ["[]", "unreadable"],
});

/** https://resend.com/docs/webhooks/emails/bounced, with the headers that tell whose it is. */
export function resendEvents({ mark, email }: Named): Samples {
  const data = {
    ...{ created_at: "2026-11-28T10:00:00.000Z", email_id: "56761188-7520-42d8-8898-ff6fc54ce618" },
    ...{ from: "A team <Mail@penning.test>", to: ["mia@mail.example"], subject: "News" },
    headers: [{ name: "X-Newsletter-Mail", value: mark }],
  };
  const event = (type: string, more: object = {}) => ({
    ...{ type, created_at: "2026-11-28T10:00:01.000Z", data: { ...data, ...more } },
  });
  const bounce = (type: string, subType: string, diagnosticCode?: unknown) =>
    event("email.bounced", { bounce: { type, subType, message: "See the code", diagnosticCode } });
  const created_at = new Date(Date.now() - 3_600_000).toISOString();
  const bare = { headers: undefined, created_at, to: [email] };
  const gone = { type: "Permanent", subType: "General", message: "No such user" };
  return {
    "a permanent bounce": [
      bounce("Permanent", "General", ["smtp; 550 5.1.1 user unknown"]),
      "hard",
    ],
    "a bounce of an address that had bounced": [bounce("Permanent", "Suppressed"), "hard"],
    "a full mailbox": [bounce("Transient", "MailboxFull", "smtp; 552 5.2.2 full"), "soft"],
    "a bounce of no known kind": [bounce("Undetermined", "Undetermined"), "soft"],
    "content that was refused": [bounce("Transient", "ContentRejected"), "ignored"],
    "a policy that is called permanent": [
      bounce("Permanent", "General", ["smtp; 554 5.7.1 blocked"]),
      "ignored",
    ],
    "an address that it does not mail": [
      event("email.suppressed", { suppressed: { message: "Suppressed", type: "OnAccount" } }),
      "hard",
    ],
    "a complaint": [event("email.complained"), "complained"],
    "a mark among the tags": [
      event("email.complained", { headers: undefined, tags: { mail: mark } }),
      "complained",
    ],
    "a delivery": [event("email.delivered"), "ignored"],
    "a mail without its headers": [event("email.bounced", { ...bare, bounce: gone }), "hard"],
    "a mail to nobody at that time": [
      event("email.bounced", { ...bare, created_at: "2026-11-01T10:00:00Z", bounce: gone }),
      "unknown",
    ],
    "a mail from another address": [
      event("email.bounced", { ...bare, from: "other@penning.test", bounce: gone }),
      "unknown",
    ],
    "a mail to two": [
      event("email.bounced", { ...bare, to: [email, email], bounce: gone }),
      "unknown",
    ],
    "a delay": [event("email.delivery_delayed"), "ignored"],
    "an event of a contact": [{ type: "contact.created", data: {} }, "ignored"],
    "a mail of somebody else": [event("email.complained", { headers: [] }), "unknown"],
    "headers of no shape": [event("email.complained", { headers: [null, 1, {}] }), "unknown"],
    "no event": [{ data }, "unreadable"],
    "a bounce without data": [{ type: "email.bounced", data: null }, "unreadable"],
  };
}

/** https://postmarkapp.com/developer/webhooks/bounce-webhook */
export function postmarkEvents({ mark }: Named): Samples {
  const event = (Type: string, more: object = {}) => ({
    ...{ RecordType: "Bounce", MessageStream: "broadcast", ID: 432337203685, Type },
    ...{ TypeCode: 1, Name: Type, Details: "smtp;550 5.1.1 No such user", ServerID: 23 },
    ...{ MessageID: "883953f4-6105-42a2-a16a-77a8eac79483", Email: "mia@mail.example" },
    ...{ From: "mail@penning.test", BouncedAt: "2026-11-28T10:00:00Z", DumpAvailable: true },
    Metadata: { "mail-1": mark.slice(0, 80), "mail-2": mark.slice(80) },
    ...more,
  });
  return {
    "a hard bounce": [event("HardBounce"), "hard"],
    "a malformed address": [event("BadEmailAddress"), "hard"],
    "a soft bounce": [event("SoftBounce"), "soft"],
    "a domain that was not found": [event("DnsError"), "soft"],
    "a complaint": [event("SpamComplaint", { RecordType: "SpamComplaint" }), "complained"],
    "a delay": [event("Transient"), "ignored"],
    "an out-of-office note": [event("AutoResponder"), "ignored"],
    "a blocked server": [event("Blocked"), "ignored"],
    "a kind that nobody knows": [event("constructor"), "ignored"],
    "a delivery": [{ RecordType: "Delivery", MessageID: "x", Metadata: {} }, "ignored"],
    "a change of a suppression": [
      { RecordType: "SubscriptionChange", SuppressSending: true, Metadata: {} },
      "ignored",
    ],
    "a mail of somebody else": [event("HardBounce", { Metadata: { user_id: 43 } }), "unknown"],
    "a mail without metadata": [event("HardBounce", { Metadata: undefined }), "unknown"],
    "a bounce without an id": [event("HardBounce", { ID: undefined }), "unreadable"],
    "no event": [{}, "unreadable"],
  };
}

/** What SES publishes to a topic: docs.aws.amazon.com/ses/latest/dg/notification-examples.html */
export function sesEvents({ messageId, mark, email }: Named): Samples {
  const headers = [
    { name: "From", value: "mail@penning.test" },
    { name: "X-Newsletter-Mail", value: mark },
    { name: "Message-ID", value: `<${messageId}>` },
  ];
  const mail = {
    ...{ timestamp: "2026-11-28T10:00:00.000Z", source: "mail@penning.test" },
    ...{ messageId: "0102016b196ca0c2-20d7030d-5d48-48e6-aeef-44923ac422b7-000000" },
    ...{ destination: ["mia@mail.example"], headersTruncated: false, headers },
    commonHeaders: { from: ["mail@penning.test"], messageId: `<${messageId}>` },
  };
  const recipient = {
    ...{ emailAddress: "mia@mail.example", action: "failed", status: "5.1.1" },
    diagnosticCode: "smtp; 550 5.1.1 user unknown",
  };
  const bounce = (bounceType: string, bounceSubType: string, more: object = {}) => ({
    notificationType: "Bounce",
    mail,
    bounce: {
      ...{ bounceType, bounceSubType, bouncedRecipients: [recipient] },
      ...{
        timestamp: "2026-11-28T10:00:01.000Z",
        feedbackId: "0102016b-1",
        reportingMTA: "dns; x",
      },
      ...more,
    },
  });
  const complaint = (more: object = {}) => ({
    notificationType: "Complaint",
    mail,
    complaint: { feedbackId: "0102016b-2", complainedRecipients: [], ...more },
  });
  const { headers: _, commonHeaders: __, ...bare } = mail;
  return {
    "a permanent bounce": [bounce("Permanent", "General"), "hard"],
    "an address on the account's list": [
      bounce("Permanent", "OnAccountSuppressionList", { bouncedRecipients: [] }),
      "hard",
    ],
    "a full mailbox": [
      bounce("Transient", "MailboxFull", {
        bouncedRecipients: [{ ...recipient, status: "5.2.2", diagnosticCode: null }],
      }),
      "soft",
    ],
    "a bounce of no known kind": [bounce("Undetermined", "Undetermined"), "soft"],
    "a mail that was too large": [bounce("Transient", "MessageTooLarge"), "ignored"],
    "a policy": [
      bounce("Permanent", "General", {
        bouncedRecipients: [
          { ...recipient, status: "5.7.1", diagnosticCode: "smtp; 550 5.7.1 no" },
        ],
      }),
      "ignored",
    ],
    "a complaint": [complaint({ complaintFeedbackType: "abuse" }), "complained"],
    "a complaint that tells no kind": [complaint(), "complained"],
    "a mail that was no spam": [complaint({ complaintFeedbackType: "not-spam" }), "ignored"],
    "an event of a configuration set": [
      { ...bounce("Permanent", "General"), notificationType: undefined, eventType: "Bounce" },
      "hard",
    ],
    "a delivery": [{ notificationType: "Delivery", mail, delivery: {} }, "ignored"],
    "a delay": [{ eventType: "DeliveryDelay", mail, deliveryDelay: {} }, "ignored"],
    "a topic without headers": [
      {
        ...bounce("Permanent", "General"),
        mail: {
          ...{ ...bare, destination: [email] },
          timestamp: new Date(Date.now() - 3_600_000).toISOString(),
        },
      },
      "hard",
    ],
    "a topic without headers, of a mail that nobody sent": [
      { ...bounce("Permanent", "General"), mail: bare },
      "unknown",
    ],
    "a sentence": ["Successfully validated SNS topic for Amazon SES event publishing.", "ignored"],
  };
}
