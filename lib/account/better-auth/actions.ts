import type { AccountActions } from "#lib/account/provider.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { formHandler } from "#lib/forms/handler.ts";
import { safeNext } from "#lib/http/next.ts";
import { done, post, refusal } from "#lib/identity/better-auth/call.ts";
import { betterAuthEnvironment } from "#lib/identity/better-auth/environment.ts";
import { known, knownDevice } from "#lib/identity/better-auth/known-device.ts";
import { limited, networkFor, tooMany } from "#lib/identity/better-auth/limited.ts";
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
import { claim } from "./claim.ts";
import { ownActions } from "./own-actions.ts";
import { verifyActions } from "./verify-actions.ts";

export const accountActions: AccountActions = {
  ...ownActions,
  ...verifyActions,

  "sign-up": formHandler(signUpForm, async ({ next, ...input }, request) => {
    const refused = await limited(signUpDraws(networkFor(request), input.email));
    if (refused) return refused;
    const response = await post("/sign-up/email", request, input);
    if (!response.ok) return refusal(response);
    mailAfterAnswer();
    return known(await done(response, safeNext(next, "/welcome")), input.email);
  }),

  "sign-in": formHandler(signInForm, async ({ next, ...input }, request) => {
    const device = await knownDevice(request.headers, input.email);
    const draws = signInDraws(networkFor(request), { email: input.email, device });
    const refused = await limited(draws);
    if (refused) return refused;
    const response = await post("/sign-in/email", request, input);
    if (!response.ok) return refusal(response);
    // The right password was no guess. How often one network signs in counts all the same.
    const [, ...guesses] = draws;
    if (guesses.length > 0) await forget(await writeDatabase(), guesses);
    return known(await done(response, safeNext(next, "/welcome")), input.email);
  }),

  "forgot-password": formHandler(forgotPasswordForm, async ({ email }, request) => {
    const asked = { email, network: networkFor(request), appUrl: betterAuthEnvironment().url };
    if ((await requestReset(await writeDatabase(), asked)) === "too_many") return tooMany();
    mailAfterAnswer();
    return { to: "/forgot-password?sent=yes" };
  }),

  "reset-password": formHandler(resetPasswordForm, async ({ token, password }, request) => {
    const refused = await limited(linkUseDraws(networkFor(request)));
    if (refused) return refused;
    const email = await claim("reset-password", { token, password });
    if (!email) return { status: 422, code: "link_expired" };
    return known({ to: "/sign-in?reset=yes" }, email);
  }),
};
