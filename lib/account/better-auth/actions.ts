import type { AccountActions } from "#lib/account/provider.ts";
import { safeNext } from "#lib/http/next.ts";
import { known, knownDevice } from "#lib/identity/better-auth/known-device.ts";
import {
  forgotPasswordForm,
  resetPasswordForm,
  signInForm,
  signUpForm,
} from "#lib/identity/forms.ts";
import { requestReset } from "#lib/identity/password/request-reset.ts";
import { linkUseDraws, signInDraws, signUpDraws } from "#lib/identity/quotas.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { forget } from "#lib/quotas/forget.ts";
import { askBetterAuth, leading } from "./answers.ts";
import { claim } from "./claim.ts";
import { ownForm, within } from "./door.ts";
import { ownActions } from "./own-actions.ts";
import { verifyActions } from "./verify-actions.ts";

export const accountActions: AccountActions = {
  ...ownActions,
  ...verifyActions,

  "sign-up": ownForm(
    signUpForm,
    async (asked) => {
      const { next, ...person } = asked.input;
      await within(asked, signUpDraws(asked.network, person.email));
      const response = await askBetterAuth("/sign-up/email", asked.request, person);
      return known(leading(response, safeNext(next, "/welcome")), person.email);
    },
    mailAfterAnswer,
  ),

  "sign-in": ownForm(signInForm, async (asked) => {
    const { next, ...person } = asked.input;
    const { email } = person;
    const device = await knownDevice(asked.request.headers, email);
    const draws = signInDraws(asked.network, { email, device });
    await within(asked, draws);
    const response = await askBetterAuth("/sign-in/email", asked.request, person);
    // The right password was no guess. How often one network signs in counts all the same.
    const [, ...guesses] = draws;
    if (guesses.length > 0) await forget(asked.db, guesses);
    return known(leading(response, safeNext(next, "/welcome")), email);
  }),

  "forgot-password": ownForm(
    forgotPasswordForm,
    async ({ db, network, appUrl, input: { email } }) => {
      const outcome = await requestReset(db, { email, network, appUrl });
      return outcome === "asked" ? { to: "/forgot-password?sent=yes" } : outcome;
    },
    mailAfterAnswer,
  ),

  "reset-password": ownForm(resetPasswordForm, async (asked) => {
    await within(asked, linkUseDraws(asked.network));
    const email = await claim("reset-password", asked.input);
    return email ? known({ to: "/sign-in?reset=yes" }, email) : "link_expired";
  }),
};
