import { messagesOf, type RefusalText } from "#lib/forms/form.ts";
import type { commonRefusals } from "#lib/forms/refusals.ts";
import type { ProductCode } from "#lib/products/codes.ts";
import { keyLimit } from "./api-keys/rules.ts";
import { everyManager } from "./managers.ts";

/** Why an act on organizations, members, invitations or keys is refused. A code means one thing. */
export const refusals = {
  managed_elsewhere: {
    status: 409,
    message: `This organization is managed in ${everyManager}. Change it there.`,
  },
  last_owner: {
    status: 409,
    message: "An organization needs at least one owner. Make someone else an owner first.",
  },
  no_seats: {
    status: 409,
    message:
      "No seats left: members and open invitations use all seats on your plan. Change the plan, revoke an invitation or remove a member.",
  },
  id_reused: {
    status: 409,
    message:
      "This form was already submitted with different values. Reload the page and try again.",
  },
  precondition_failed: {
    status: 412,
    message: "Someone else changed this in the meantime. Reload the page and try again.",
  },
  slug_taken: { status: 409, message: "This URL is taken. Choose another one.", field: "slug" },
  name_mismatch: {
    status: 422,
    message: "This does not match the name of the organization.",
    field: "name",
  },
  too_late: { status: 410, message: "The organization can no longer be restored." },
  address_unconfirmed: {
    status: 403,
    message: "Confirm your email address before you invite others.",
  },
  too_many_invitations: {
    status: 429,
    message: "Too many invitations were sent today. Try again later.",
  },
  invited_too_often: {
    status: 429,
    message: "This address has received too many invitations today. Try again later.",
    field: "email",
  },
  already_member: {
    status: 409,
    message: "A person with this email address is already a member.",
    field: "email",
  },
  already_invited: {
    status: 409,
    message: "This email address already has an open invitation. Resend it, or revoke it first.",
    field: "email",
  },
  too_many_organizations: {
    status: 429,
    message: "You have created too many organizations today. Try again later.",
  },
  invitation_expired: {
    status: 410,
    message: "This invitation has expired. Ask for a new one.",
  },
  invitation_revoked: { status: 410, message: "This invitation was revoked or declined." },
  invitation_used: { status: 410, message: "This invitation has already been used." },
  other_address: {
    status: 403,
    message:
      "This invitation is for another email address. Sign in with the address it was sent to.",
  },
  too_many_keys: {
    status: 409,
    message: `An organization can have at most ${keyLimit} API keys. Revoke one first.`,
  },
  key_ended: { status: 409, message: "This API key has expired or was revoked. Create a new one." },
} as const satisfies Record<string, RefusalText>;

/** With those of products, and those that every act may have. */
export type RefusalCode =
  | keyof typeof refusals
  | ProductCode<"refusals">
  | keyof Pick<typeof commonRefusals, "unauthenticated" | "not_found" | "forbidden">;

/** What the checks of single fields say. */
export const fieldMessages = {
  name_missing: "Enter a name.",
  name_too_long: "Use at most 100 characters.",
  name_invalid: "Use only letters, digits and symbols.",
  slug_missing: "Enter a URL.",
  slug_invalid: "Use 2 to 48 lowercase letters, digits and single hyphens.",
  slug_reserved: "This URL is reserved. Choose another one.",
  id_invalid: "Reload the page and try again.",
  email_invalid: "Enter an email address, such as name@example.com.",
  role_invalid: "Choose a role.",
  ids_missing: "Select at least one.",
  scopes_missing: "Choose at least one permission.",
  lifetime_invalid: "Choose when the key expires.",
  overlap_invalid: "Choose when to revoke the old key.",
} as const;

/** Every code that a form of organizations, members or invitations may be refused with. */
export const organizationMessages: Record<string, string> = {
  ...fieldMessages,
  ...messagesOf(refusals),
};
