import { colours, inCss } from "#lib/text/brand.ts";
import { html, Markup } from "./html.ts";

interface PublicPage {
  title: string;
  /** Whose newsletter it is about: an organization's name, above the title. */
  organization?: string | undefined;
  body: Markup;
  /** What stands in `head` besides. */
  head?: Markup;
  status?: number;
  headers?: Record<string, string>;
  /** Set for a page whose address is no secret: search engines may show it, and links may tell of it. */
  isOpen?: boolean;
}

/** A form says where it was sent from, which is kept with a consent. */
const openReferrer = "strict-origin-when-cross-origin";

/**
 * A page for people who get mail from an organization, as whole HTML without script: a mail program may open
 * it in the barest of browsers. Its address is a secret where it has a token, so nothing is told of it.
 */
export function publicPage({ status = 200, headers, ...page }: PublicPage): Response {
  const { isOpen = false } = page;
  return new Response(`<!doctype html>\n${document(page).text}`, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      "referrer-policy": isOpen ? openReferrer : "no-referrer",
      ...(!isOpen && { "x-robots-tag": "noindex" }),
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      ...headers,
    },
  });
}

const style = new Markup(`<style>
:root { color-scheme: light dark; font: 16px/1.6 ui-sans-serif, system-ui, sans-serif; }
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: ${inCss(colours.canvas)}; color: ${inCss(colours.ink)}; }
main { max-width: 30rem; margin: 0 auto; padding: clamp(2rem, 10vh, 6rem) 1rem 3rem; overflow-wrap: anywhere; }
header { margin: 0 0 1.5rem; font-weight: 600; }
header::before { content: ""; display: inline-block; width: 0.6rem; height: 0.6rem; margin-right: 0.6rem; border-radius: 50%; background: ${inCss(colours.accent)}; }
h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.02em; margin: 0 0 1rem; }
h2 { font-size: 1.05rem; line-height: 1.4; margin: 2.5rem 0 0.5rem; }
p { margin: 0 0 1rem; }
.muted, .hint { color: ${inCss(colours.muted)}; }
.hint { font-size: 0.9rem; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.25rem; margin: 1.5rem 0 0; }
a { color: ${inCss(colours.accent)}; text-underline-offset: 0.2em; }
button { min-height: 2.75rem; padding: 0.5rem 1.1rem; border: 0; border-radius: 0.5rem; font: inherit; font-weight: 500; cursor: pointer; background: ${inCss(colours.accent)}; color: ${inCss(colours["on-accent"])}; }
button.quiet { background: ${inCss(colours.surface)}; color: inherit; border: 1px solid light-dark(#8f8780, #78716b); }
:focus-visible { outline: 2px solid ${inCss(colours.accent)}; outline-offset: 2px; }
form { margin: 0; }
fieldset { margin: 0 0 1rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin: 0 0 0.75rem; font-weight: 600; }
label { display: block; font-weight: 500; margin: 0 0 0.375rem; }
.choice { display: grid; grid-template-columns: auto 1fr; gap: 0 0.75rem; margin: 0; padding: 0.75rem 0; border-top: 1px solid ${inCss(colours.line)}; font-weight: 400; cursor: pointer; }
.choice input { width: 1.15rem; height: 1.15rem; margin: 0.25rem 0 0; accent-color: ${inCss(colours.accent)}; }
.choice strong { display: block; font-weight: 500; }
input[type="email"], input[type="text"] { display: block; width: 100%; min-height: 2.75rem; margin: 0 0 0.375rem; padding: 0.5rem 0.75rem; font: inherit; color: inherit; background: ${inCss(colours.surface)}; border: 1px solid light-dark(#8f8780, #78716b); border-radius: 0.5rem; }
.field { margin: 0 0 1.25rem; }
.wrong { color: light-dark(#b01e1e, #ff8f8f); font-size: 0.9rem; margin: 0; }
.note { padding: 0.75rem 1rem; border-radius: 0.5rem; background: ${inCss(colours["accent-soft"])}; }
.letters { list-style: none; margin: 1.5rem 0; padding: 0; }
.letters li { padding: 0.75rem 0; border-top: 1px solid ${inCss(colours.line)}; }
.letters a { display: block; font-weight: 500; text-decoration: none; }
.letters a:hover { text-decoration: underline; }
dl { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: 0.5rem 1rem; margin: 1.5rem 0; }
dt { color: ${inCss(colours.muted)}; }
dd { margin: 0; min-width: 0; }
.trap { position: absolute; left: -100vw; width: 1px; height: 1px; overflow: hidden; }
</style>`);

/** Here as well, because `next start` puts the headers of all pages over those of one. */
const secret = html`<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">`;

const document = ({
  title,
  organization,
  body,
  head,
  isOpen,
}: Omit<PublicPage, "status" | "headers">): Markup => html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${!isOpen && secret}
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>${organization ? `${title} · ${organization}` : title}</title>
${head}
${style}
</head>
<body>
<main>
${organization && html`<header>${organization}</header>`}
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;

/** In the place of a link that was not made here, or that a mail program cut off. */
export const unknownLink = (): Response =>
  publicPage({
    status: 404,
    title: "This link does not work",
    body: html`<p>The link is incomplete or was changed. Open it from the email again, or copy the whole
link into the address bar.</p>`,
  });

/** At an address where no organization has anything. */
export const unknownPage = (): Response =>
  publicPage({
    status: 404,
    title: "Page not found",
    body: html`<p>This newsletter does not exist, or it was taken down.</p>`,
  });

/** While the database does not answer, where nothing can be shown without it. */
export const notAvailable = (): Response =>
  publicPage({
    status: 503,
    title: "Try again in a minute",
    headers: { "retry-after": "10" },
    body: html`<p>Something went wrong on our side. Nothing was changed. Please try again in a minute.</p>`,
  });
