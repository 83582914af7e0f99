import * as z from "zod/mini";
import { type Adapter, headersOf, jsonOf, type Opened, saidText } from "./adapter.ts";
import { mailByTime } from "./by-time.ts";
import { markHeader, namedMail } from "./mark.ts";
import { sesHappened } from "./ses-verdict.ts";
import { confirmSubscription, isSignedBySns, snsMessage } from "./sns.ts";

const text = z.optional(z.nullable(z.string()));

const event = z.object({
  notificationType: text,
  eventType: text,
  mail: z.object({
    source: text,
    destination: z.optional(z.unknown()),
    timestamp: text,
    headers: z.optional(z.unknown()),
    commonHeaders: z.optional(z.nullable(z.object({ messageId: text }))),
  }),
  bounce: z.optional(
    z.object({
      bounceType: text,
      bounceSubType: text,
      feedbackId: text,
      bouncedRecipients: z.optional(
        z.array(z.object({ status: text, diagnosticCode: text, action: text })),
      ),
    }),
  ),
  complaint: z.optional(z.object({ feedbackId: text, complaintFeedbackType: text })),
});

/**
 * Events of Amazon SES, which come as messages of SNS. The secrets are the ARNs of the topics that may send here.
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
export const openSes: Adapter = async ({ body }, topics) => {
  const message = snsMessage.safeParse(jsonOf(body));
  if (!message.success) return { kind: "unreadable" };
  const { Type, TopicArn, MessageId } = message.data;
  if (!topics.includes(TopicArn) || !(await isSignedBySns(message.data))) return { kind: "forged" };
  if (Type === "SubscriptionConfirmation") {
    await confirmSubscription(message.data);
    return { kind: "ignored" };
  }
  if (Type !== "Notification") return { kind: "ignored" };
  return openEvent(message.data.Message, MessageId);
};

async function openEvent(json: string, messageId: string): Promise<Opened> {
  const found = event.safeParse(jsonOf(json));
  // A topic says when it was connected to SES, in a sentence.
  if (!found.success) return { kind: "ignored" };
  const { notificationType, eventType, mail, bounce, complaint } = found.data;
  const type = notificationType ?? eventType;
  const [recipient] = bounce?.bouncedRecipients ?? [];
  const diagnostic = recipient?.diagnosticCode ?? recipient?.status;
  const happened =
    type === "Bounce" && bounce
      ? sesHappened({
          type: bounce.bounceType,
          subType: bounce.bounceSubType,
          diagnostic: `${recipient?.status ?? ""} ${diagnostic ?? ""}`,
        })
      : type === "Complaint" && complaint?.complaintFeedbackType !== "not-spam"
        ? "complained"
        : null;
  if (happened === null) return { kind: "ignored" };
  const headers = headersOf(mail.headers);
  const named =
    (await namedMail({
      mark: headers.get(markHeader.toLowerCase()),
      messageId: headers.get("message-id") ?? mail.commonHeaders?.messageId,
    })) ?? (await mailByTime({ from: mail.source, to: mail.destination, takenAt: mail.timestamp }));
  if (!named) return { kind: "unknown" };
  const feedbackId = (bounce ?? complaint)?.feedbackId;
  const eventId = feedbackId && /^[\x21-\x7e]{1,255}$/.test(feedbackId) ? feedbackId : messageId;
  return { kind: "reply", reply: { eventId, happened, said: saidText(diagnostic), mail: named } };
}
