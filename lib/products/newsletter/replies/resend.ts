import * as z from "zod/mini";
import { type Adapter, headersOf, jsonOf, saidText } from "./adapter.ts";
import { mailByTime } from "./by-time.ts";
import { markHeader, namedMail } from "./mark.ts";
import type { Happened } from "./record.ts";
import { sesHappened } from "./ses-verdict.ts";
import { signedId } from "./signature.ts";

const event = z.object({ type: z.string(), data: z.optional(z.unknown()) });

const text = z.optional(z.nullable(z.string()));

const data = z.object({
  message_id: text,
  created_at: text,
  from: text,
  to: z.optional(z.unknown()),
  headers: z.optional(z.unknown()),
  tags: z.optional(z.unknown()),
  bounce: z.optional(
    z.object({
      type: text,
      subType: text,
      message: text,
      diagnosticCode: z.optional(z.nullable(z.union([z.string(), z.array(z.string())]))),
    }),
  ),
});

/**
 * Events of Resend, which Svix signs: https://resend.com/docs/webhooks/emails/bounced
 *
 * Resend writes a Message-ID of its own, and its events tell no header of ours as a rule.
 */
export const openResend: Adapter = async (delivery, secrets) => {
  const eventId = signedId(delivery, secrets, "svix");
  if (eventId === null) return { kind: "forged" };
  const found = event.safeParse(jsonOf(delivery.body));
  if (!found.success) return { kind: "unreadable" };
  const { type } = found.data;
  if (!bounces.includes(type) && type !== "email.complained") return { kind: "ignored" };
  const told = data.safeParse(found.data.data);
  if (!told.success) return { kind: "unreadable" };
  const { bounce, headers, tags, from, to, message_id: messageId, created_at: takenAt } = told.data;
  const diagnostic = [bounce?.diagnosticCode ?? bounce?.message ?? ""].flat().join(" ");
  const happened: Happened | null =
    type === "email.complained"
      ? "complained"
      : type === "email.suppressed"
        ? "hard"
        : sesHappened({ type: bounce?.type, subType: bounce?.subType, diagnostic });
  if (happened === null) return { kind: "ignored" };
  const mark = headersOf(headers).get(markHeader.toLowerCase()) ?? headersOf(tags).get("mail");
  const mail = (await namedMail({ mark, messageId })) ?? (await mailByTime({ from, to, takenAt }));
  if (!mail) return { kind: "unknown" };
  return { kind: "reply", reply: { eventId, happened, said: saidText(diagnostic), mail } };
};

/** `email.suppressed` is a mail that Resend did not send, because the address had bounced before. */
const bounces = ["email.bounced", "email.suppressed"];
