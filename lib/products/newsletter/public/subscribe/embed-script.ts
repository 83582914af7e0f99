import { leanReadDatabase } from "#lib/db/lean.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { reportFailure } from "#lib/log/report.ts";
import { html } from "../html.ts";
import { subscribeRoute } from "../paths.ts";
import { type PublicForm, readForm } from "./read-form.ts";
import { signStamp } from "./stamp.ts";
import { trapName } from "./submission.ts";

/**
 * `GET /n/[slug]/subscribe/[form]/embed.js`: a script below 3 KB that puts the form in the place of its tag. It
 * has the look of the page around it, asks for nothing more, and posts in the background; the answer stands
 * below the button.
 */
export async function embedScript(slug: string, formId: string): Promise<Response> {
  try {
    const form = await readForm(leanReadDatabase(), { slug, formId });
    if (!form) return script(404, "console.warn('This newsletter form no longer exists.')");
    return script(200, await scriptOf(form));
  } catch (error) {
    reportFailure("embed_failed", error);
    return script(503, "console.warn('The newsletter form cannot be shown now.')");
  }
}

const script = (status: number, text: string): Response =>
  new Response(`${text}\n`, {
    status,
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      // Its stamp says when the form was shown.
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
    },
  });

async function scriptOf(form: PublicForm): Promise<string> {
  const action = `${getEnvironment().APP_URL}${subscribeRoute(form.id)}`;
  const markup =
    html`<p><label>Email<br><input type="email" name="email" required maxlength="254" autocomplete="email"></label></p>
${form.asksName && html`<p><label>Name<br><input name="name" maxlength="100" autocomplete="name"></label></p>`}
<p hidden><label>Leave this empty <input name="${trapName}" tabindex="-1" autocomplete="off"></label></p>
<input type="hidden" name="stamp" value="${await signStamp(form.id)}">
<p><small>${form.consent}</small></p><p><button>Subscribe</button></p><p role="status"></p>`.text;
  return `(() => {
const f = document.createElement("form"), s = document.currentScript;
f.method = "post";
f.action = ${inScript(action)};
f.className = "newsletter-form";
f.innerHTML = ${inScript(markup)};
const say = (t) => { f.querySelector("[role=status]").textContent = t; };
let busy = false;
f.onsubmit = async (e) => {
  e.preventDefault();
  if (busy) return;
  busy = true;
  say("…");
  try {
    const r = await fetch(f.action, { method: "POST", headers: { accept: "application/json" }, body: new URLSearchParams(new FormData(f)) });
    const a = await r.json();
    if (a.stamp) f.elements.stamp.value = a.stamp;
    say(a.message);
    if (r.ok) { f.elements.email.value = ""; }
  } catch { say("This could not be sent. Try again."); }
  busy = false;
};
s.replaceWith(f);
})();`;
}

/** A text of JavaScript that cannot end the script it stands in, wherever it is copied to. */
const inScript = (text: string): string => JSON.stringify(text).replaceAll("<", "\\u003c");
