import { leanReadDatabase } from "#lib/db/lean.ts";
import { reportFailure } from "#lib/log/report.ts";
import { noCampaign, preferencesPath, signPersonal } from "../../links.ts";
import { readToken } from "../../signed.ts";
import { html } from "../html.ts";
import { confirmRoute } from "../paths.ts";
import { notAvailable, publicPage, unknownLink } from "../public-page.ts";
import { type PublicRequest, readRequest } from "./read-form.ts";

/** `GET /newsletter/confirm/[token]`: asks, and confirms nothing, since mail scanners open links as well. */
export async function confirmPage(token: string): Promise<Response> {
  const [requestId] = (await readToken("confirm", token, 1))?.ids ?? [];
  if (!requestId) return unknownLink();
  let found: PublicRequest | null;
  try {
    found = await readRequest(leanReadDatabase(), requestId);
  } catch (error) {
    reportFailure("confirm_page_failed", error);
    return notAvailable();
  }
  if (!found || found.state === "over") {
    return publicPage({
      title: "This link has expired",
      organization: found?.organization,
      body: html`<p>A link to confirm works once, for 7 days. To subscribe, fill in the form again.</p>`,
    });
  }
  const { organization, lists, consent } = found;
  const names = lists.length > 0 && html`<ul>${lists.map((name) => html`<li>${name}</li>`)}</ul>`;
  if (found.state === "confirmed") {
    const link = { ...found, campaignId: noCampaign };
    return publicPage({
      title: "You are subscribed",
      organization,
      body: html`<p>You will receive the next newsletter of ${organization}.</p>
<p><a href="${preferencesPath(await signPersonal("preferences", link))}">Choose what you receive</a></p>`,
    });
  }
  return publicPage({
    title: "Confirm your subscription",
    organization,
    body: html`<p>You asked for the newsletter of ${organization}.</p>
${names}
<p class="hint">${consent}</p>
<form method="post" action="${confirmRoute(token)}" class="actions"><button>Confirm subscription</button></form>`,
  });
}
