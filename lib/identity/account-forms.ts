import * as z from "zod/mini";
import { email, token } from "#lib/forms/fields.ts";
import type { Form } from "#lib/forms/form.ts";
import { nameSchema, newPassword, passwordLength, presentPassword } from "./forms.ts";

const messages = {
  name_missing: "Enter your name.",
  name_too_long: "A name has 100 characters at the most.",
  name_invalid: "A name has letters, digits and signs only.",
  picture_missing: "Choose a picture first.",
  picture_unknown: "Choose a PNG, JPEG or WebP file. Others are not used as pictures.",
  picture_animated: "Choose a picture that does not move.",
  picture_too_many_pixels: "This picture is too large. Choose one of at most 24 megapixels.",
  picture_busy: "Other pictures are being read just now. Try again in a moment.",
  picture_broken: "This file cannot be read. Choose another, or save it again.",
  too_large: "Choose a file of at most 4 MB.",
  email_invalid: "Enter an e-mail address, such as name@example.com.",
  email_own: "This is your address already.",
  email_taken: "Somebody else has this address by now. Yours stays as it was.",
  link_expired: "This link was used before, or is too old. Ask for a new one on your account page.",
  link_other_account:
    "This link belongs to another account. Sign in to the account that asked for it, then open the link again.",
  password_missing: "Enter your password.",
  password_wrong: "This is not your present password.",
  password_too_short: `A password has at least ${passwordLength.min} characters.`,
  password_too_long: `A password has ${passwordLength.max} characters at the most.`,
  confirmation_wrong: "Type the address of this account, as it stands above.",
  last_owner:
    "An organization with other members has no owner but you. Make somebody else an owner there first.",
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
