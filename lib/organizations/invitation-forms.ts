import * as z from "zod/mini";
import { email, token as linkToken, newId, several, id as uuid } from "#lib/forms/fields.ts";
import type { Form } from "#lib/forms/form.ts";
import { organizationApi, organizationPath } from "./forms.ts";
import { roleSchema } from "./member-forms.ts";
import { organizationMessages as messages } from "./refusals.ts";
import type { Role } from "./schema.ts";

const nothing = z.object({});

export const inviteForm = (slug: string): Form<{ id: string; email: string; role: Role }> => ({
  page: `${organizationPath(slug)}/members/invite`,
  action: `${organizationApi(slug)}/invitations`,
  schema: z.object({ id: newId, email: email("email_invalid"), role: roleSchema }),
  messages,
});

/** Sends an invitation again, with a new link; the old one dies. */
export const resendInvitationForm = (slug: string, id: string): Form<object> => ({
  ...onMembers(slug),
  action: `${organizationApi(slug)}/invitations/${encodeURIComponent(id)}/resend`,
  schema: nothing,
});

export const revokeInvitationForm = (slug: string, id: string): Form<object> => ({
  ...onMembers(slug),
  action: `${organizationApi(slug)}/invitations/${encodeURIComponent(id)}/revoke`,
  schema: nothing,
});

/** Revokes several at once: `ids`, up to 100. */
export const revokeInvitationsForm = (slug: string): Form<{ ids: string[] }> => ({
  ...onMembers(slug),
  action: `${organizationApi(slug)}/invitations/revoke`,
  schema: z.object({ ids: several(uuid).check(z.maxLength(100)) }),
});

/** The page of an invitation, where its link leads. */
export const invitationPath = (token: string) => `/invite/${encodeURIComponent(token)}` as const;

export const acceptInvitationForm = (token: string): Form<{ token: string }> =>
  ofInvited(token, "accept");

export const declineInvitationForm = (token: string): Form<{ token: string }> =>
  ofInvited(token, "decline");

const onMembers = (slug: string) => ({ page: `${organizationPath(slug)}/members`, messages });

/** A person who is invited can neither change the plan nor remove anybody. */
const noRoom =
  "This organization has no seats left. Ask the person who invited you to free a seat, then accept again.";

const ofInvited = (token: string, act: "accept" | "decline"): Form<{ token: string }> => ({
  page: invitationPath(token),
  action: `/api/v1/invitations/${act}`,
  schema: z.object({ token: linkToken("not_found") }),
  messages: { ...messages, no_seats: noRoom },
});
