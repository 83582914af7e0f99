import { leanReadDatabase } from "#lib/db/lean.ts";
import { reportFailure } from "#lib/log/report.ts";
import { formatDay } from "#lib/text/format.ts";
import { html } from "../html.ts";
import { dataRoute } from "../paths.ts";
import { notAvailable, publicPage, unknownLink } from "../public-page.ts";
import { freshMinutes, readFresh } from "./fresh-link.ts";
import { type OwnData, readOwnData } from "./read-own-data.ts";

/** Where the link of a mail has lost its time. */
export const expiredLink = (): Response =>
  publicPage({
    status: 410,
    title: "This link has expired",
    body: html`<p>A link to your data works for ${freshMinutes} minutes. Ask for a new one on the page of your
preferences.</p>`,
  });

/** When nothing is held on a person. */
export const nothingHeld = (): Response =>
  publicPage({
    title: "Your data is erased",
    body: html`<p>Nothing is held on you. So that nobody adds you again by mistake, a code made of your address is
kept, from which the address cannot be read.</p>`,
  });

const statuses: Record<OwnData["status"], string> = {
  subscribed: "Subscribed",
  unsubscribed: "Unsubscribed",
  bounced: "Email could not be delivered",
};

/** `GET /newsletter/data/[token]`: what is held on a person, by a link that they were just mailed. */
export async function dataPage(token: string): Promise<Response> {
  const link = await readFresh(token);
  if (link === "expired") return expiredLink();
  if (!link) return unknownLink();
  try {
    const found = await readOwnData(leanReadDatabase(), link);
    return found ? shown(found, token) : nothingHeld();
  } catch (error) {
    reportFailure("data_page_failed", error);
    return notAvailable();
  }
}

function shown(found: OwnData, token: string): Response {
  const { organization, address, name, status, fields, lists, history, emails } = found;
  const facts: [string, string][] = [
    ["Email", address],
    ["Name", name ?? "Not given"],
    ["Status", statuses[status]],
    ["Since", formatDay(found.createdAt)],
    ["Lists", lists.map((list) => list.name).join(", ") || "None"],
    ...Object.entries(fields),
    ["History", `${history.length} ${history.length === 1 ? "entry" : "entries"}`],
    ["Newsletters", `${emails.length} sent to you`],
  ];
  return publicPage({
    title: "Your data",
    organization,
    body: html`<p class="muted">This is what ${organization} holds on you for its newsletter.</p>
<dl>${facts.map(([term, fact]) => html`<dt>${term}</dt><dd>${fact}</dd>`)}</dl>
<p class="actions"><a href="${dataRoute(token)}" download>Download everything</a></p>
<h2>Erase your data</h2>
<p class="muted">Everything above is deleted and you receive no more newsletters. This cannot be undone.</p>
<form method="post" action="${dataRoute(token)}"><button class="quiet">Erase my data</button></form>`,
  });
}
