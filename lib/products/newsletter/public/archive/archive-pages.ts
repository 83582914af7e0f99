import { leanReadDatabase } from "#lib/db/lean.ts";
import { reportFailure } from "#lib/log/report.ts";
import { formatDay } from "#lib/text/format.ts";
import { isId } from "#lib/text/storable.ts";
import { fill } from "../../content/pieces.ts";
import { fillLetter } from "../../letter/fill.ts";
import { readLetter } from "../../letter/frozen.ts";
import { leavePath, preferencesPath, readPersonal, signPersonal, viewPath } from "../../links.ts";
import { html } from "../html.ts";
import { archivePath, feedPath, letterPath, subscribePath } from "../paths.ts";
import { notAvailable, publicPage, unknownLink, unknownPage } from "../public-page.ts";
import { correctedBy, letterPage, letterResponse } from "./open-letter.ts";
import { type ListedLetter, readArchive, readOwnLetter, readPublicLetter } from "./read-archive.ts";

/** A page that reads, or one that says that it cannot. */
async function reading(read: () => Promise<Response>): Promise<Response> {
  try {
    return await read();
  } catch (error) {
    reportFailure("newsletter_page_failed", error);
    return notAvailable();
  }
}

const movedTo = (location: string): Response =>
  new Response(null, { status: 307, headers: { location, "cache-control": "private, no-store" } });

/** `GET /n/[slug]`: the public campaigns of an organization, newest first. */
export const archiveIndex = (request: Request, slug: string): Promise<Response> =>
  reading(async () => {
    const before = new URL(request.url).searchParams.get("before") ?? undefined;
    const after = isId(before) ? before : undefined;
    const found = await readArchive(leanReadDatabase(), { slug, after });
    if (!found) return unknownPage();
    if (found.slug !== slug) return movedTo(archivePath(found.slug));
    const { organization, formId, letters } = found;
    return publicPage({
      title: "Newsletter",
      organization,
      isOpen: true,
      head: html`<link rel="alternate" type="application/rss+xml" title="${organization}" href="${feedPath(slug, "rss")}">
<link rel="alternate" type="application/atom+xml" title="${organization}" href="${feedPath(slug, "atom")}">`,
      body: html`${formId && html`<p><a href="${subscribePath(slug, formId)}">Subscribe by email</a></p>`}
${
  letters.shown.length > 0
    ? html`<ul class="letters">${letters.shown.map((letter) => entry(slug, letter))}</ul>`
    : html`<p class="muted">Nothing has been published yet.</p>`
}
<p class="actions">${letters.next && html`<a href="${archivePath(slug)}?before=${letters.next}">Older</a>`}
<a href="${feedPath(slug, "rss")}">RSS</a><a href="${feedPath(slug, "atom")}">Atom</a></p>`,
    });
  });

const entry = (slug: string, { id, subject, sentAt }: ListedLetter) =>
  html`<li><a href="${letterPath(slug, id)}">${fill(subject, {}, []).trim() || "Without a subject"}</a>
<time class="hint" datetime="${sentAt.toISOString()}">${formatDay(sentAt)}</time></li>`;

/** `GET /n/[slug]/[campaign]`: a public campaign, as nobody in particular reads it. */
export const archivedCampaign = (slug: string, id: string): Promise<Response> =>
  reading(async () => {
    const found = await readPublicLetter(leanReadDatabase(), { slug, id });
    if (!found) return unknownPage();
    if (found.slug !== slug) return movedTo(letterPath(found.slug, id));
    const { organization, formId } = found;
    return letterPage(
      found,
      html`<a href="${archivePath(slug)}">All newsletters of ${organization}</a>${
        formId && html` · <a href="${subscribePath(slug, formId)}">Subscribe by email</a>`
      }`,
    );
  });

/** `GET /newsletter/view/[token]`: a letter as the person got it, in the browser. Nothing is recorded. */
export async function viewPage(token: string): Promise<Response> {
  const link = await readPersonal("view", token);
  if (!link) return unknownLink();
  return reading(async () => {
    const found = await readOwnLetter(leanReadDatabase(), link);
    if (!found) {
      return publicPage({
        status: 404,
        title: "This letter is gone",
        body: html`<p>The organization has deleted it.</p>`,
      });
    }
    const [leave, preferences] = await Promise.all([
      signPersonal("leave", link),
      signPersonal("preferences", link),
    ]);
    const { html: text } = fillLetter(
      readLetter(found.letter),
      found.person ?? { email: "", name: null, fields: {} },
      {
        leaveUrl: leavePath(leave),
        preferencesUrl: preferencesPath(preferences),
        viewUrl: viewPath(token),
        addressOf: correctedBy(found.corrected),
      },
      found.variant,
    );
    return letterResponse(text, { isPublic: false });
  });
}
