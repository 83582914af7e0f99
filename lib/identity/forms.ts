import * as z from "zod/mini";
import { email, line, token } from "#lib/forms/fields.ts";
import { accountForm } from "./account-form.ts";

/** In characters. Hashing takes as long as the password, so there is a limit. */
export const passwordLength = { min: 10, max: 128 } as const;

export const nameSchema = line(100, {
  missing: "name_missing",
  tooLong: "name_too_long",
  invalid: "name_invalid",
});

/** What the checks of single fields say, on every form of an account. */
export const fieldMessages = {
  name_missing: "Enter your name.",
  name_too_long: "Use at most 100 characters.",
  name_invalid: "Use only letters, digits and symbols.",
  email_invalid: "Enter an email address, such as name@example.com.",
  password_missing: "Enter your password.",
  password_too_short: `Use at least ${passwordLength.min} characters.`,
  password_too_long: `Use at most ${passwordLength.max} characters.`,
} as const;

const messages = {
  ...fieldMessages,
  email_taken: "An account with this email address already exists. Sign in instead.",
  credentials_wrong: "Wrong email address or password.",
  link_expired: "This link has expired or has already been used. Request a new one.",
} as const;

export type IdentityCode = keyof typeof messages;

export const newPassword = z
  .string("password_missing")
  .check(
    z.minLength(passwordLength.min, "password_too_short"),
    z.maxLength(passwordLength.max, "password_too_long"),
  );

export const presentPassword = z
  .string("password_missing")
  .check(z.minLength(1, "password_missing"));

/** Where to go afterwards; checked where it is used. */
const next = z.optional(z.string());

const at = (page: string) => ({ page, messages });

export const signUpForm = accountForm("sign-up", at("/sign-up"), {
  name: nameSchema,
  email: email("email_invalid"),
  password: newPassword,
  next,
});

export const signInForm = accountForm("sign-in", at("/sign-in"), {
  email: email("email_invalid"),
  password: presentPassword,
  next,
});

export const forgotPasswordForm = accountForm("forgot-password", at("/forgot-password"), {
  email: email("email_invalid"),
});

export const resetPasswordForm = accountForm("reset-password", at("/reset-password"), {
  token: token("link_expired"),
  password: newPassword,
});

/** The password comes from the person with the link, who is not signed in. */
export const verifyAddressForm = accountForm("verify-address", at("/verify-address"), {
  token: token("link_expired"),
  password: z.optional(newPassword),
});

/** A signed-in person need not name the address. */
export const resendVerificationForm = accountForm("resend-verification", at("/verify-address"), {
  email: z.optional(email("email_invalid")),
  next,
});
