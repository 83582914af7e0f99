import { formHandler } from "#lib/forms/handler.ts";
import { safeNext } from "#lib/forms/next.ts";
import {
  forgotPasswordForm,
  resetPasswordForm,
  signInForm,
  signUpForm,
} from "#lib/identity/forms.ts";
import type { AccountActions } from "#lib/identity/provider.ts";
import { done, post } from "./call.ts";
import { ownActions } from "./own-actions.ts";
import { verifyActions } from "./verify-actions.ts";

export const accountActions: AccountActions = {
  ...ownActions,
  ...verifyActions,

  "sign-up": formHandler(signUpForm, async ({ next, ...input }, request) => {
    const response = await post("/sign-up/email", request, input);
    return done(response, safeNext(next, "/welcome"));
  }),

  "sign-in": formHandler(signInForm, async ({ next, ...input }, request) => {
    const response = await post("/sign-in/email", request, input);
    return done(response, safeNext(next, "/welcome"));
  }),

  "forgot-password": formHandler(forgotPasswordForm, async (input, request) =>
    done(await post("/request-password-reset", request, input), "/forgot-password?sent=yes"),
  ),

  "reset-password": formHandler(resetPasswordForm, async ({ token, password }, request) =>
    done(
      await post("/reset-password", request, { token, newPassword: password }),
      "/sign-in?reset=yes",
    ),
  ),
};
