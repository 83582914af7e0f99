import { colours, inCss } from "#lib/text/brand.ts";
import type { ReceivedMail } from "./box.ts";

/** The list, newest first. */
export function listPage(mails: ReceivedMail[], recipient: string): string {
  const rows = mails.map(
    ({ id, subject, recipients, receivedAt }) => `<li><a href="/mails/${id}">
      <strong>${escaped(subject || "(no subject)")}</strong>
      <span>${escaped(recipients.join(", "))}</span>
      <time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace("T", " ")} UTC</time>
    </a></li>`,
  );
  const empty = recipient
    ? "No emails to this address."
    : "No emails yet. Emails that the app sends appear here.";
  return page(
    "Inbox",
    `<header><h1>Inbox</h1>
    <form action="/"><label>To <input name="to" type="search" value="${escaped(recipient)}"></label>
      <button>Show</button></form>
    <a class="button" href="">Refresh</a>
    <form method="post" action="/clear"><button>Clear</button></form></header>
    ${rows.length > 0 ? `<ul>${rows.join("")}</ul>` : `<p class="empty">${empty}</p>`}`,
  );
}

/** One mail: as it looks, as text, its headers. */
export function mailPage(mail: ReceivedMail): string {
  const { id, subject, from, to, recipients, receivedAt, text, html, headers } = mail;
  const facts = { From: from, To: to || recipients.join(", "), At: receivedAt };
  const rows = Object.entries(facts).map(
    ([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`,
  );
  const seen = html
    ? `<iframe title="Email" src="/mails/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
    : `<p class="empty">This email has no HTML part.</p>`;
  const lines = headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
  return page(
    subject,
    `<p><a href="/">Inbox</a></p><h1>${escaped(subject || "(no subject)")}</h1><dl>${rows.join("")}</dl>
    ${seen}
    <h2>Text</h2><pre tabindex="0">${linked(text)}</pre>
    <details><summary>Headers</summary><pre tabindex="0">${escaped(lines)}</pre></details>`,
  );
}

/** The HTML of a mail for its frame, whose links open beside it. */
export const framedHtml = (html: string) => `<base target="_blank">${html}`;

/** What the frame may do: nothing but look as it is meant to. */
export const framePolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export const noMailPage = () =>
  page(
    "Email not found",
    `<h1>Email not found</h1><p>It was cleared, or removed to make room for newer emails. <a href="/">Inbox</a></p>`,
  );

const linked = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/g)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part),
    )
    .join("");

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${style}</style></head><body><main>${content}</main></body></html>`;
}

// The colours of app/globals.css, which this server does not have.
const style = `
:root { color-scheme: light dark; --line: ${inCss(colours.line)}; --muted: ${inCss(colours.muted)};
  --surface: ${inCss(colours.surface)}; --accent: ${inCss(colours.accent)}; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 ui-sans-serif, system-ui, sans-serif; color: ${inCss(colours.ink)};
  background: ${inCss(colours.canvas)}; }
main { max-width: 760px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 22px; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 15px; margin: 24px 0 8px; }
header { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
header h1 { flex: 1 1 100%; }
header form:first-of-type { flex: 1 1 300px; min-width: 0; display: flex; gap: 8px; }
label { flex: 1; min-width: 0; display: flex; gap: 8px; align-items: center; }
input, button, .button { font: inherit; color: inherit; padding: 6px 12px; border: 1px solid var(--line);
  border-radius: 8px; background: var(--surface); text-decoration: none; cursor: pointer; }
input { flex: 1; min-width: 0; cursor: text; }
a { color: var(--accent); overflow-wrap: anywhere; }
ul { list-style: none; margin: 20px 0; padding: 0; border: 1px solid var(--line); border-radius: 12px;
  background: var(--surface); overflow: hidden; }
li + li { border-top: 1px solid var(--line); }
li a { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 16px; padding: 12px 16px; color: inherit;
  text-decoration: none; }
li a:hover { background: light-dark(#f3f1ef, #0c0b0b); }
li strong { flex: 1 1 100%; font-weight: 600; }
li span, li time, dt { color: var(--muted); font-size: 13px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 16px; margin: 12px 0 20px; }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 560px; resize: vertical; border: 1px solid var(--line); border-radius: 12px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 16px; margin: 0; border: 1px solid var(--line);
  border-radius: 12px; background: var(--surface); font: 13px/1.5 ui-monospace, monospace; }
details { margin-top: 24px; } summary { cursor: pointer; margin-bottom: 8px; }
.empty { color: var(--muted); padding: 32px 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
