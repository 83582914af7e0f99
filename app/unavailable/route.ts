import { safeNext } from "#lib/http/next.ts";

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
<title>Unavailable · Penning</title>
<style>
:root { color-scheme: light dark; font: 15px/1.6 ui-sans-serif, system-ui, sans-serif; }
body { margin: 0; background: light-dark(#fbfaf9, #121110); color: light-dark(#1c1917, #f4f1ee); }
main { max-width: 28rem; margin: 0 auto; padding: 20vh 1rem 2rem; }
h1 { font-size: 1.5rem; line-height: 1.3; letter-spacing: -0.02em; margin: 0 0 1rem; }
p { color: light-dark(#5f5953, #aba49d); margin: 0 0 1.5rem; }
a { display: inline-block; padding: 0.5rem 1rem; border-radius: 0.5rem; font-weight: 500; text-decoration: none; background: light-dark(#b93a0a, #ff8b4d); color: light-dark(#ffffff, #1c0f08); }
a:focus-visible { outline: 2px solid light-dark(#b93a0a, #ff8b4d); outline-offset: 2px; }
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
