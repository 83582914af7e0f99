import { writeDatabase } from "#lib/db/node.ts";
import { seeOther } from "#lib/forms/answer.ts";
import { reportFailure } from "#lib/log/report.ts";
import { sendWebhooksAfterAnswer } from "#lib/outgoing-webhooks/after-answer.ts";
import { confirmPath } from "../../links.ts";
import { ringForSeries } from "../../sending/clock.ts";
import { readToken } from "../../signed.ts";
import { shortenedNetwork } from "../network.ts";
import { notAvailable, unknownLink } from "../public-page.ts";
import { confirm } from "./confirm.ts";

/** `POST /api/newsletter/confirm/[token]`: the button of the page to confirm. */
export async function postConfirm(request: Request, token: string): Promise<Response> {
  const [requestId] = (await readToken("confirm", token, 1))?.ids ?? [];
  if (!requestId) return unknownLink();
  try {
    const confirmation = { requestId, network: shortenedNetwork(request) };
    const isConfirmed = await confirm(await writeDatabase(), confirmation);
    sendWebhooksAfterAnswer();
    if (isConfirmed) ringForSeries();
  } catch (error) {
    reportFailure("confirming_failed", error);
    return notAvailable();
  }
  return seeOther(confirmPath(token), new Headers({ "cache-control": "private, no-store" }));
}
