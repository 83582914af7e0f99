import * as z from "zod/mini";
import { email, token } from "#lib/forms/fields.ts";
import { accountForm } from "./account-form.ts";
import {
  fieldMessages,
  nameSchema,
  newPassword,
  passwordLength,
  presentPassword,
} from "./forms.ts";

const messages = {
  ...fieldMessages,
  picture_missing: "Choose a picture.",
  picture_unknown: "Choose a PNG, JPEG or WebP file.",
  picture_animated: "Animated pictures are not supported. Choose another one.",
  picture_too_many_pixels: "This picture is too large. Choose one with at most 24 megapixels.",
  picture_busy: "The server is busy with other pictures. Try again in a moment.",
  picture_broken: "We cannot read this file. Choose another one, or export it again.",
  too_large: "Choose a file of at most 4 MB.",
  email_own: "This is already your email address.",
  email_taken: "Another account now uses this address. Your address did not change.",
  link_expired:
    "This link has expired or has already been used. Request a new one on your account page.",
  link_other_account:
    "This link belongs to another account. Sign in to that account, then open the link again.",
  password_wrong: "This is not your current password.",
  confirmation_wrong: "Enter the email address of this account, as shown above.",
  last_owner:
    "You are the only owner of an organization with other members. Make someone else an owner there first.",
} as const;

export type AccountCode = keyof typeof messages;

/** A longer one cannot be right, and is not worth hashing. */
const ownPassword = presentPassword.check(z.maxLength(passwordLength.max, "password_wrong"));

/** In bytes. Vercel hands a function no request of more than 4.5 MB. */
const pictureLimit = 4 * 1024 * 1024;

/** @param section of the account page that holds the form. */
const on = (section: string) => ({ page: "/account", section, messages });

export const nameForm = accountForm("name", on("profile"), { name: nameSchema });

export const pictureForm = accountForm(
  "picture",
  { ...on("picture"), byteLimit: pictureLimit },
  { picture: z.file("picture_missing") },
);

export const removePictureForm = accountForm("remove-picture", on("picture"), {});

export const addressForm = accountForm("address", on("address"), {
  email: email("email_invalid"),
  password: ownPassword,
});

export const confirmAddressForm = accountForm(
  "confirm-address",
  { page: "/confirm-address", messages },
  { token: token("link_expired") },
);

export const stopChangeForm = accountForm(
  "stop-change",
  { page: "/stop-change", messages },
  { token: token("link_expired") },
);

export const passwordForm = accountForm("password", on("password"), {
  password: ownPassword,
  newPassword,
});

/** `next` is where to go afterwards; checked where it is used. */
export const signOutForm = accountForm("sign-out", on("sessions"), {
  next: z.optional(z.string()),
});

export const revokeSessionForm = accountForm("revoke-session", on("sessions"), {
  session: token("session_missing"),
});

export const revokeOtherSessionsForm = accountForm("revoke-other-sessions", on("sessions"), {});

export const deleteAccountForm = accountForm("delete", on("delete"), {
  email: email("confirmation_wrong"),
  password: ownPassword,
});
