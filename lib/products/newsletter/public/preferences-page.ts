import { leanReadDatabase } from "#lib/db/lean.ts";
import { reportFailure } from "#lib/log/report.ts";
import { oneClickPath, readPersonal, signPersonal } from "../links.ts";
import { html } from "./html.ts";
import { dataLinkRoute, preferencesRoute } from "./paths.ts";
import { notAvailable, publicPage, unknownLink } from "./public-page.ts";
import { type Preferences, readPreferences } from "./read-person.ts";
import { unsubscribedPage } from "./unsubscribed.ts";

/** `GET /newsletter/preferences/[token]`: what someone receives, to be chosen. It changes nothing. */
export async function preferencesPage(request: Request, token: string): Promise<Response> {
  const link = await readPersonal("preferences", token);
  if (!link) return unknownLink();
  let found: Preferences | null;
  try {
    found = await readPreferences(leanReadDatabase(), link);
  } catch (error) {
    reportFailure("preferences_page_failed", error);
    return notAvailable();
  }
  if (!found?.organization || !found.email || !found.isSubscribed) {
    return unsubscribedPage(found, {
      above: note(request),
      below: Boolean(found?.email) && ownData(token),
    });
  }
  const leaving = oneClickPath(await signPersonal("leave", link));
  return publicPage({
    title: "Your newsletters",
    organization: found.organization,
    body: html`${note(request)}
<p class="muted">For ${masked(found.email)}</p>
<form method="post" action="${preferencesRoute(token)}">
${found.lists.length > 0 && html`<fieldset><legend>What you receive</legend>${found.lists.map(choice)}</fieldset>`}
<fieldset><legend>Privacy</legend>
<label class="choice"><input type="checkbox" name="tracked" value="yes"${found.isTracked && html` checked`}>
<span><strong>Opens and clicks</strong><span class="hint">${found.organization} may see which of its
newsletters you open and which links you follow.</span></span></label></fieldset>
<div class="actions"><button>Save preferences</button></div>
</form>
<h2>Stop all newsletters</h2>
<form method="post" action="${leaving}?from=page">
<p class="muted">You will receive no more newsletters from ${found.organization}.</p>
<button class="quiet">Unsubscribe from everything</button>
</form>
${ownData(token)}`,
  });
}

/** What the form said that led back here. */
function note(request: Request) {
  const { searchParams } = new URL(request.url);
  if (searchParams.has("saved")) return html`<p class="note" role="status">Saved.</p>`;
  return (
    searchParams.has("mailed") &&
    html`<p class="note" role="status">We sent you an email with a link, at most three times a day.</p>`
  );
}

/** By a fresh mail alone: the link to this page may have been forwarded with a letter. */
const ownData = (token: string) => html`<h2>Your data</h2>
<form method="post" action="${dataLinkRoute(token)}">
<p class="muted">We send a link to your address, to see, download or erase what is held on you.</p>
<button class="quiet">Email me a link</button>
</form>`;

const choice = ({ id, name, description, isOn }: Preferences["lists"][number]) =>
  html`<label class="choice"><input type="checkbox" name="list" value="${id}"${isOn && html` checked`}>
<span><strong>${name}</strong>${description && html`<span class="hint">${description}</span>`}</span></label>`;

/** Enough to tell one's own address by. Whoever was forwarded the mail learns no more than that. */
const masked = (email: string): string => {
  const [first = ""] = email;
  return `${first}…${email.slice(email.lastIndexOf("@"))}`;
};
