import { colours, inCss, productName } from "#lib/text/brand.ts";

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? "");

interface ShownSecret {
  /** Of the page: `New API key`. */
  title: string;
  /** `Your new API key, Deployments`. */
  heading: string;
  /** What to do with it, in sentences. */
  note: string;
  /** Of the field that holds it. */
  label: string;
  secret: string;
  /** What it permits, in sentences. */
  permissions?: readonly string[];
  /** A command that tries it. */
  command?: string | undefined;
  /** Where the page leads on to. */
  back: string;
}

/**
 * The page that shows a new secret, this once, as the answer to the form itself: so it stands in no
 * address, no cookie and no history, and no cache keeps it.
 */
export function shownOnce(secret: ShownSecret): Response {
  return new Response(page(secret), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'",
    },
  });
}

const logo = `<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true"><circle cx="12" cy="12" r="8.5" opacity="0.35"/><path d="M12 3.5a8.5 8.5 0 0 1 8.5 8.5" stroke-linecap="round"/><circle cx="12" cy="12" r="2.5" fill="currentColor" stroke="none"/></svg>`;

const commandField = (command: string) => `<label for="command">Try it</label>
<input id="command" readonly spellcheck="false" autocomplete="off" value="${escapeHtml(command)}">
`;

const permissionList = (permissions: readonly string[]) => `<h2>Permissions</h2>
<ul>${permissions.map((meaning) => `<li>${escapeHtml(meaning)}</li>`).join("")}</ul>
`;

const page = ({
  title,
  heading,
  note,
  label,
  secret,
  permissions,
  command,
  back,
}: ShownSecret) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>${escapeHtml(title)} · ${productName}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.6 ui-sans-serif, system-ui, sans-serif; }
body { margin: 0; background: ${inCss(colours.canvas)}; color: ${inCss(colours.ink)}; }
main { max-width: 28rem; margin: 0 auto; padding: 4rem 1rem 2rem; overflow-wrap: anywhere; }
header { display: flex; align-items: center; gap: 0.5rem; margin: 0 0 2rem; font-weight: 600; }
header svg { color: ${inCss(colours.accent)}; }
h1 { font-size: 1.5rem; line-height: 1.3; letter-spacing: -0.02em; margin: 0 0 1rem; }
h2 { font-size: inherit; font-weight: 500; margin: 0 0 0.375rem; }
ul { margin: 0 0 1.5rem; padding-left: 1.25rem; color: ${inCss(colours.muted)}; }
p { color: ${inCss(colours.muted)}; margin: 0 0 1.5rem; }
label { display: block; font-weight: 500; margin: 0 0 0.375rem; }
input { box-sizing: border-box; width: 100%; min-height: 2.75rem; margin: 0 0 1.5rem; padding: 0.5rem 0.75rem; font: 0.9rem ui-monospace, monospace; color: inherit; background: light-dark(#ffffff, #1c1a18); border: 1px solid light-dark(#8f8780, #78716b); border-radius: 0.5rem; }
a { display: inline-block; padding: 0.5rem 1rem; border-radius: 0.5rem; font-weight: 500; text-decoration: none; background: ${inCss(colours.accent)}; color: ${inCss(colours["on-accent"])}; }
a:focus-visible, input:focus-visible { outline: 2px solid ${inCss(colours.accent)}; outline-offset: 2px; }
</style>
</head>
<body>
<main>
<header>${logo}${productName}</header>
<h1>${escapeHtml(heading)}</h1>
<p>${escapeHtml(note)}</p>
<label for="key">${escapeHtml(label)}</label>
<input id="key" readonly spellcheck="false" autocomplete="off" value="${escapeHtml(secret)}" autofocus>
${permissions ? permissionList(permissions) : ""}${command ? commandField(command) : ""}<a href="${escapeHtml(back)}">I have copied it</a>
</main>
</body>
</html>
`;
