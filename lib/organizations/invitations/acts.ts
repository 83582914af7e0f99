import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { email, id, token } from "#lib/forms/fields.ts";
import { organizationPath } from "../forms.ts";
import { roleSchema } from "../member-acts.ts";
import { permissions } from "../permissions.ts";
import { inOrganization, withId } from "../place.ts";
import { organizationMessages as messages } from "../refusals.ts";

const needs = permissions["invitation.manage"];

export const inviteAct = defineAct({
  name: "invitation.create",
  needs,
  params: inOrganization,
  input: z.object({ email: email("email_invalid"), role: roleSchema }),
  makes: true,
  page: ({ slug }) => `${organizationPath(slug)}/members/invite`,
  messages,
});

const onMembers = {
  needs,
  page: ({ slug }: { slug: string }) => `${organizationPath(slug)}/members`,
  messages,
};

/** Sends an invitation again, with a new link; the old one dies. */
export const resendInvitationAct = defineAct({
  ...onMembers,
  name: "invitation.resend",
  params: withId("invitation"),
  input: z.object({}),
});

export const revokeInvitationAct = defineAct({
  ...onMembers,
  name: "invitation.revoke",
  params: withId("invitation"),
  input: z.object({}),
});

/** Revokes several at once: `ids`, up to 100. */
export const revokeInvitationsAct = defineAct({
  ...onMembers,
  name: "invitation.revoke_several",
  params: inOrganization,
  input: z.object({
    ids: z
      .array(id, "ids_missing")
      .check(z.minLength(1, "ids_missing"), z.maxLength(100, "ids_missing")),
  }),
});

/** The page of an invitation, where its link leads. */
export const invitationPath = (token: string) => `/invite/${encodeURIComponent(token)}` as const;

const linkToken = token("not_found");

const ofInvited = {
  needs: null,
  params: z.object({}),
  input: z.object({ token: linkToken }),
  page: (_: object, sent: Record<string, unknown>) =>
    invitationPath(linkToken.safeParse(sent.token).data ?? ""),
  messages: {
    ...messages,
    // A person who is invited can neither change the plan nor remove anybody.
    no_seats:
      "This organization has no seats left. Ask the person who invited you to free a seat, then accept again.",
  },
};

export const acceptInvitationAct = defineAct({ ...ofInvited, name: "invitation.accept" });

export const declineInvitationAct = defineAct({ ...ofInvited, name: "invitation.decline" });
