import * as z from "zod/mini";
import { smtpVerdict } from "#lib/mail/smtp-reply.ts";
import { type Adapter, jsonOf, saidText } from "./adapter.ts";
import { namedMail } from "./mark.ts";
import { signedId } from "./signature.ts";

const event = z.object({ type: z.string(), data: z.optional(z.unknown()) });

const data = z.object({
  mail: z.optional(z.string()),
  message_id: z.optional(z.string()),
  bounce: z.optional(z.enum(["hard", "soft"])),
  reply: z.optional(z.string()),
});

/** Events in a shape of our own, signed as the Standard Webhooks say: docs/newsletter-replies.md. */
export const openStandard: Adapter = async (delivery, secrets) => {
  const eventId = signedId(delivery, secrets);
  if (eventId === null) return { kind: "forged" };
  const found = event.safeParse(jsonOf(delivery.body));
  if (!found.success) return { kind: "unreadable" };
  const { type } = found.data;
  if (type !== "email.bounced" && type !== "email.complained") return { kind: "ignored" };
  const told = data.safeParse(found.data.data);
  if (!told.success) return { kind: "unreadable" };
  const { bounce, reply, mail: mark, message_id: messageId } = told.data;
  if (!mark && !messageId) return { kind: "unreadable" };
  const happened = type === "email.complained" ? "complained" : (bounce ?? happenedOf(reply));
  if (happened === undefined) return { kind: "unreadable" };
  if (happened === null) return { kind: "ignored" };
  const mail = await namedMail({ mark, messageId });
  if (!mail) return { kind: "unknown" };
  return { kind: "reply", reply: { eventId, happened, said: saidText(reply), mail } };
};

/** By what the mail server said; null where that blames nobody's address, undefined where it said nothing. */
function happenedOf(reply: string | undefined): "hard" | "soft" | null | undefined {
  if (reply === undefined) return undefined;
  const verdict = smtpVerdict(reply, "recipient");
  // A server that tells of it has given up.
  if (verdict.kind === "later") return "soft";
  if (verdict.kind !== "bounced") return null;
  return verdict.hard ? "hard" : "soft";
}
