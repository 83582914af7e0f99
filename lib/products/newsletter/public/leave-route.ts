import { writeDatabase } from "#lib/db/node.ts";
import { seeOther } from "#lib/forms/answer.ts";
import { reportFailure } from "#lib/log/report.ts";
import { sendWebhooksAfterAnswer } from "#lib/outgoing-webhooks/after-answer.ts";
import { leavePath, readPersonal } from "../links.ts";
import { leave } from "./leave.ts";
import { shortenedNetwork } from "./network.ts";
import { notAvailable } from "./public-page.ts";

/**
 * `POST /api/newsletter/leave/[token]`. Mail programs send it for their readers (RFC 8058): no cookie, no
 * origin, no redirect, and a body that says nothing more. A link that is unknown gets the same answer, so
 * that nobody learns which ones there are; 503 has the program try again.
 *
 * The page's own form comes with `?from=page`, and is led back to the page.
 */
export async function postLeave(request: Request, token: string): Promise<Response> {
  const isForm = new URL(request.url).searchParams.get("from") === "page";
  const link = await readPersonal("leave", token);
  try {
    if (link) {
      const who = isForm
        ? ({ by: "page", network: shortenedNetwork(request) } as const)
        : ({ by: "one-click", network: null } as const);
      await leave(await writeDatabase(), { ...link, ...who });
      sendWebhooksAfterAnswer();
    }
  } catch (error) {
    reportFailure("leaving_failed", error);
    return isForm ? notAvailable() : new Response("Try again.\n", { status: 503, headers: text });
  }
  if (isForm)
    return seeOther(leavePath(token), new Headers({ "cache-control": "private, no-store" }));
  return new Response("Unsubscribed.\n", { headers: text });
}

const text = {
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "private, no-store",
};
