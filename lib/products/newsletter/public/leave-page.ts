import { leanReadDatabase } from "#lib/db/lean.ts";
import { reportFailure } from "#lib/log/report.ts";
import {
  oneClickPath,
  type PersonalLink,
  preferencesPath,
  readPersonal,
  signPersonal,
} from "../links.ts";
import { html } from "./html.ts";
import { publicPage, unknownLink } from "./public-page.ts";
import { readStanding, type Standing } from "./read-person.ts";
import { unsubscribedPage } from "./unsubscribed.ts";

/**
 * `GET /newsletter/leave/[token]`: asks, and changes nothing, since programs open links as well. It shows its
 * button also while the database does not answer.
 */
export async function leavePage(token: string): Promise<Response> {
  const link = await readPersonal("leave", token);
  if (!link) return unknownLink();
  const standing = await standingOf(link);
  const { organization } = standing;
  const from = organization ? ` from ${organization}` : "";
  const preferences = preferencesPath(await signPersonal("preferences", link));
  if (!standing.isSubscribed) {
    return unsubscribedPage(standing, {
      below: html`<p><a href="${preferences}">See or erase your data</a></p>`,
    });
  }
  return publicPage({
    title: "Unsubscribe?",
    organization: organization ?? undefined,
    body: html`<p>You will receive no more newsletters${from}.</p>
<form method="post" action="${oneClickPath(token)}?from=page" class="actions">
<button>Unsubscribe</button>
<a href="${preferences}">Choose what you receive</a>
</form>`,
  });
}

/** Someone can leave without that anybody knows how they stand. */
async function standingOf(link: PersonalLink): Promise<Standing> {
  const unknown = { organization: null, isSubscribed: true, form: null };
  try {
    return (await readStanding(leanReadDatabase(), link)) ?? unknown;
  } catch (error) {
    reportFailure("leave_page_failed", error);
    return unknown;
  }
}

/** `POST /newsletter/leave/[token]`: what writes is elsewhere, and the request is sent there as it is. */
export const toLeaving = (token: string): Response =>
  new Response(null, {
    status: 307,
    headers: { location: `${oneClickPath(token)}?from=page`, "cache-control": "private, no-store" },
  });
