import * as z from "zod/mini";
import type { Call, Routes } from "#local/stand-in/routes.ts";
import type { MailBox } from "./box.ts";
import { framedHtml, framePolicy, listPage, mailPage, noMailPage } from "./pages.ts";
import type { MailRefusal } from "./receive.ts";

const refusalBody = z.object({
  kind: z.enum(["temporary", "permanent", "drop", "lost-answer"]),
  times: z.int().check(z.gte(0)),
  to: z.optional(z.string()),
});

const recipientOf = ({ query }: Call) => query.get("to")?.trim() ?? "";
const notFound = { status: 404, body: noMailPage() };

/** The inbox as pages and as JSON, and what makes the mail server refuse. */
export function inboxRoutes(box: MailBox, refuse: (refusal: MailRefusal) => void): Routes {
  const found = ({ params }: Call) => box.find(Number(params.id));
  return {
    "GET /": (call) => ({ body: listPage(box.list(recipientOf(call)), recipientOf(call)) }),
    "GET /mails/:id": (call) => {
      const mail = found(call);
      return mail ? { body: mailPage(mail) } : notFound;
    },
    "GET /mails/:id/html": (call) => {
      const mail = found(call);
      const headers = { "content-security-policy": framePolicy };
      return mail ? { headers, body: framedHtml(mail.html) } : notFound;
    },
    "POST /clear": () => {
      box.clear();
      return { status: 303, headers: { location: "/" } };
    },

    "GET /api/mails": (call) => ({ body: box.list(recipientOf(call)) }),
    "DELETE /api/mails": () => {
      box.clear();
      return { status: 204 };
    },
    "POST /api/refusal": ({ body }) => {
      const { data } = refusalBody.safeParse(body);
      if (!data) return { status: 422, body: { detail: "Send kind, times and, perhaps, to." } };
      refuse(data);
      return { status: 204 };
    },
  };
}
