import { messagesOf } from "#lib/forms/form.ts";
import { everyManager } from "./managers.ts";

/** Why an act on an organization is refused: the status of the answer, and what people are told. */
export const refusals = {
  unauthenticated: { status: 401, message: "Sign in to continue." },
  not_found: { status: 404, message: "Not found." },
  forbidden: { status: 403, message: "Your role does not allow this." },
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
  slug_taken: { status: 409, message: "This URL is taken. Choose another one." },
  name_mismatch: { status: 422, message: "This does not match the name of the organization." },
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
  },
  already_member: { status: 409, message: "A person with this email address is already a member." },
  already_invited: {
    status: 409,
    message: "This email address already has an open invitation. Resend it, or revoke it first.",
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
} as const;

export type RefusalCode = keyof typeof refusals;

/** What the forms' own checks say. */
const fieldMessages = {
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
} as const;

/** Every code that a form of organizations, members or invitations may be refused with. */
export const organizationMessages: Record<string, string> = {
  ...fieldMessages,
  ...messagesOf(refusals),
};
