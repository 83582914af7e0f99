import { leanReadDatabase } from "#lib/db/lean.ts";
import { reportFailure } from "#lib/log/report.ts";
import { html, type Markup } from "../html.ts";
import { subscribePath, subscribeRoute } from "../paths.ts";
import { notAvailable, publicPage, unknownPage } from "../public-page.ts";
import { type PublicForm, readForm } from "./read-form.ts";
import { signStamp } from "./stamp.ts";
import { type Refused, trapName } from "./submission.ts";

/** `GET /n/[slug]/subscribe/[form]`: a form that anyone can sign up with. */
export async function formPage(slug: string, formId: string): Promise<Response> {
  let form: PublicForm | null;
  try {
    form = await readForm(leanReadDatabase(), { slug, formId });
  } catch (error) {
    reportFailure("subscribe_page_failed", error);
    return notAvailable();
  }
  if (!form) return unknownPage();
  if (form.slug !== slug) {
    return new Response(null, {
      status: 307,
      headers: {
        location: subscribePath(form.slug, form.id),
        "cache-control": "private, no-store",
      },
    });
  }
  return publicPage({
    title: form.title,
    organization: form.organization,
    isOpen: true,
    body: html`${form.description && html`<p class="muted">${form.description}</p>`}
${fieldsOf({
  formId: form.id,
  stamp: await signStamp(form.id),
  asksName: form.asksName,
  consent: form.consent,
})}`,
  });
}

interface Fields {
  formId: string;
  stamp: string;
  asksName: boolean;
  consent?: string;
  refused?: Refused;
}

/** The form itself. What is wrong stands beside its field, and what was typed stays. */
export const fieldsOf = ({ formId, stamp, asksName, consent, refused }: Fields): Markup => html`
<form method="post" action="${subscribeRoute(formId)}">
<input type="hidden" name="stamp" value="${stamp}">
<div class="field"><label for="email">Email</label>
<input id="email" type="email" name="email" required maxlength="254" autocomplete="email" value="${refused?.typed.email}"${wrong("email", refused)}</div>
${
  asksName &&
  html`<div class="field"><label for="name">Name <span class="hint">(optional)</span></label>
<input id="name" type="text" name="name" maxlength="100" autocomplete="name" value="${refused?.typed.name}"${wrong("name", refused)}</div>`
}
<div class="trap" aria-hidden="true"><label for="${trapName}">Leave this empty</label>
<input id="${trapName}" type="text" name="${trapName}" tabindex="-1" autocomplete="off"></div>
${consent && html`<p class="hint">${consent}</p>`}
<div class="actions"><button>Subscribe</button></div>
</form>`;

/** Ends the tag of a field, and says below it what is wrong. */
function wrong(name: "email" | "name", refused: Refused | undefined): Markup {
  const error = refused?.errors[name];
  return error
    ? html` aria-invalid="true" aria-describedby="${name}-error" autofocus><p class="wrong" id="${name}-error">${error}</p>`
    : html`>`;
}
