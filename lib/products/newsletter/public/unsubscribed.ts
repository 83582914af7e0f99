import { html, type Markup } from "./html.ts";
import { subscribePath } from "./paths.ts";
import { publicPage } from "./public-page.ts";
import type { Standing } from "./read-person.ts";

/** For someone who has left or was erased: the way back is a form, and its mail. */
export function unsubscribedPage(
  found: Pick<Standing, "organization" | "form"> | null,
  { above, below }: { above?: Markup | false; below?: Markup | false } = {},
): Response {
  const organization = found?.organization ?? undefined;
  const form = found?.form;
  return publicPage({
    title: "You are unsubscribed",
    organization,
    body: html`${above}<p>You receive no more newsletters${organization && ` from ${organization}`}.</p>
${form && html`<p><a href="${subscribePath(form.slug, form.id)}">Subscribe again</a></p>`}
${below}`,
  });
}
