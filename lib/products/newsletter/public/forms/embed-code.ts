import { html } from "../html.ts";
import { embedPath, subscribePath, subscribeRoute } from "../paths.ts";
import { trapName } from "../subscribe/submission.ts";

interface Embedded {
  /** Where people reach the app, without a path. */
  appUrl: string;
  slug: string;
  form: { id: string; title: string; consent: string; asksName: boolean };
}

/** The ways to show a form: its own page, a script, and plain HTML for pages that take no script. */
export function embedCodes({ appUrl, slug, form }: Embedded) {
  const { id, title, consent, asksName } = form;
  return {
    link: `${appUrl}${subscribePath(slug, id)}`,
    script: html`<script async src="${appUrl}${embedPath(slug, id)}"></script>`.text,
    plain: html`<form action="${appUrl}${subscribeRoute(id)}" method="post">
  <p><strong>${title}</strong></p>
  <p><label>Email <input type="email" name="email" required autocomplete="email"></label></p>
${
  asksName &&
  html`  <p><label>Name <input name="name" autocomplete="name"></label></p>
`
}  <p hidden><label>Leave this empty <input name="${trapName}" tabindex="-1" autocomplete="off"></label></p>
  <p><small>${consent}</small></p>
  <p><button>Subscribe</button></p>
</form>`.text,
  };
}
