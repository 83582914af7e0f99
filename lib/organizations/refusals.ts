import { messagesOf } from "#lib/forms/form.ts";

/** Why an act on an organization is refused: the status of the answer, and what people are told. */
export const refusals = {
  unauthenticated: { status: 401, message: "Sign in first." },
  not_found: { status: 404, message: "There is no such thing here." },
  forbidden: { status: 403, message: "Your role in this organization does not allow that." },
  managed_by_clerk: {
    status: 409,
    message: "This organization is managed in Clerk. Change it there.",
  },
  last_owner: {
    status: 409,
    message: "An organization needs an owner. Make somebody else an owner first.",
  },
  no_seats: {
    status: 409,
    message:
      "The plan has no seat left: members and open invitations take them all. Change the plan, revoke an invitation or remove a member.",
  },
  id_reused: {
    status: 409,
    message: "This form was sent before with something else in it. Load the page again.",
  },
  precondition_failed: {
    status: 412,
    message: "Somebody changed it meanwhile. Look at it again, then decide.",
  },
  slug_taken: { status: 409, message: "This address is taken. Choose another." },
  name_mismatch: { status: 422, message: "That is not the name of the organization." },
  too_late: { status: 410, message: "The time to take the deletion back is over." },
  address_unconfirmed: {
    status: 403,
    message: "Confirm your own address first. Then you can invite others.",
  },
  too_many_invitations: {
    status: 429,
    message: "Many invitations were sent today. Send the next ones later.",
  },
  invited_too_often: {
    status: 429,
    message: "This address got several invitations today. Invite it again later.",
  },
  already_member: { status: 409, message: "Somebody with this address is a member already." },
  already_invited: {
    status: 409,
    message: "There is an open invitation to this address. Send it again, or revoke it first.",
  },
  too_many_organizations: {
    status: 429,
    message: "You have made many organizations today. Make the next one later.",
  },
  invitation_expired: {
    status: 410,
    message: "This invitation has expired. Ask for a new one.",
  },
  invitation_revoked: { status: 410, message: "This invitation was taken back, or declined." },
  invitation_used: { status: 410, message: "This invitation was used before." },
  other_address: {
    status: 403,
    message: "This invitation is for another address. Sign in with the one that it was sent to.",
  },
} as const;

export type RefusalCode = keyof typeof refusals;

/** What the forms' own checks say. */
const fieldMessages = {
  name_missing: "Enter a name.",
  name_too_long: "A name has 100 characters at the most.",
  name_invalid: "A name has letters, digits and signs only.",
  slug_missing: "Enter an address.",
  slug_invalid: "An address has 2 to 48 small letters, digits and single hyphens between them.",
  slug_reserved: "This address is kept for the app itself. Choose another.",
  id_invalid: "Load the page again, then send the form.",
  email_invalid: "Enter an e-mail address, such as name@example.com.",
  role_invalid: "Choose a role.",
  ids_missing: "Choose at least one.",
} as const;

/** Every code that a form of organizations, members or invitations may be refused with. */
export const organizationMessages: Record<string, string> = {
  ...fieldMessages,
  ...messagesOf(refusals),
};
