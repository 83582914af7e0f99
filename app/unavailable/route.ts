import { safeNext } from "#lib/http/next.ts";
import { colours, inCss, productName } from "#lib/text/brand.ts";

export const runtime = "edge";

/** Where pages send visitors while the database does not answer. Needs nothing but itself. */
export function GET(request: Request): Response {
  const next = safeNext(new URL(request.url).searchParams.get("next"), "/");
  return new Response(page(next), {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      "retry-after": "10",
    },
  });
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");

const page = (next: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>Unavailable · ${productName}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.6 ui-sans-serif, system-ui, sans-serif; }
body { margin: 0; background: ${inCss(colours.canvas)}; color: ${inCss(colours.ink)}; }
main { max-width: 28rem; margin: 0 auto; padding: 20vh 1rem 2rem; }
h1 { font-size: 1.5rem; line-height: 1.3; letter-spacing: -0.02em; margin: 0 0 1rem; }
p { color: ${inCss(colours.muted)}; margin: 0 0 1.5rem; }
a { display: inline-block; padding: 0.5rem 1rem; border-radius: 0.5rem; font-weight: 500; text-decoration: none; background: ${inCss(colours.accent)}; color: ${inCss(colours["on-accent"])}; }
a:focus-visible { outline: 2px solid ${inCss(colours.accent)}; outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>The database cannot be reached</h1>
<p>No data is lost. Please try again in a minute.</p>
<a href="${escapeHtml(next)}">Try again</a>
</main>
</body>
</html>
`;
