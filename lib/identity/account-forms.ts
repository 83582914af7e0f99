import * as z from "zod/mini";
import { email, token } from "#lib/forms/fields.ts";
import type { Form } from "#lib/forms/form.ts";
import { nameSchema, newPassword, passwordLength, presentPassword } from "./forms.ts";

const messages = {
  name_missing: "Enter your name.",
  name_too_long: "Use at most 100 characters.",
  name_invalid: "Use only letters, digits and symbols.",
  picture_missing: "Choose a picture.",
  picture_unknown: "Choose a PNG, JPEG or WebP file.",
  picture_animated: "Animated pictures are not supported. Choose another one.",
  picture_too_many_pixels: "This picture is too large. Choose one with at most 24 megapixels.",
  picture_busy: "The server is busy with other pictures. Try again in a moment.",
  picture_broken: "We cannot read this file. Choose another one, or export it again.",
  too_large: "Choose a file of at most 4 MB.",
  email_invalid: "Enter an email address, such as name@example.com.",
  email_own: "This is already your email address.",
  email_taken: "Another account now uses this address. Your address did not change.",
  link_expired:
    "This link has expired or has already been used. Request a new one on your account page.",
  link_other_account:
    "This link belongs to another account. Sign in to that account, then open the link again.",
  password_missing: "Enter your password.",
  password_wrong: "This is not your current password.",
  password_too_short: `Use at least ${passwordLength.min} characters.`,
  password_too_long: `Use at most ${passwordLength.max} characters.`,
  confirmation_wrong: "Enter the email address of this account, as shown above.",
  last_owner:
    "You are the only owner of an organization with other members. Make someone else an owner there first.",
} as const;

export type AccountCode = keyof typeof messages;

/** A longer one cannot be right, and is not worth hashing. */
const ownPassword = presentPassword.check(z.maxLength(passwordLength.max, "password_wrong"));

/** In bytes. Vercel hands a function no request of more than 4.5 MB. */
const pictureLimit = 4 * 1024 * 1024;

export const nameForm = form("profile", "/name", { name: nameSchema });

export const pictureForm = {
  ...form("picture", "/picture", { picture: z.file("picture_missing") }),
  byteLimit: pictureLimit,
};

export const removePictureForm = form("picture", "/remove-picture", {});

export const addressForm = form("address", "/address", {
  email: email("email_invalid"),
  password: ownPassword,
});

export const confirmAddressForm = {
  ...form("", "/confirm-address", { token: token("link_expired") }),
  page: "/confirm-address",
};

export const stopChangeForm = {
  ...form("", "/stop-change", { token: token("link_expired") }),
  page: "/stop-change",
};

export const passwordForm = form("password", "/password", {
  password: ownPassword,
  newPassword,
});

/** `next` is where to go afterwards; checked where it is used. */
export const signOutForm = form("sessions", "/sign-out", { next: z.optional(z.string()) });

export const revokeSessionForm = form("sessions", "/revoke-session", {
  session: token("session_missing"),
});

export const revokeOtherSessionsForm = form("sessions", "/revoke-other-sessions", {});

export const deleteAccountForm = form("delete", "/delete", {
  email: email("confirmation_wrong"),
  password: ownPassword,
});

/** @param section of the account page that holds it. */
function form<Shape extends z.core.$ZodLooseShape>(section: string, action: string, shape: Shape) {
  const schema = z.object(shape);
  return {
    page: "/account",
    section,
    action: `/api/account${action}`,
    schema,
    messages,
  } satisfies Form<z.output<typeof schema>>;
}
