import * as z from "zod/mini";
import { invitation as listedInvitation, listInvitations } from "#lib/api/resources/invitation.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { acceptance, refusal } from "#lib/organizations/invitations/accept-decline.ts";
import { invitation } from "#lib/organizations/invitations/invite.ts";
import { resending } from "#lib/organizations/invitations/resend.ts";
import { revocation, revocationOfSeveral } from "#lib/organizations/invitations/revoke.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { roles } from "#lib/organizations/schema.ts";
import { listed, listing } from "../listing.ts";
import { defineOperation, groups } from "../operation.ts";
import { publish } from "../publish.ts";

const group = groups.invitations;
const onMembers = ({ slug }: Acted) => `${organizationPath(slug)}/members`;

export const listInvitationsOperation = defineOperation({
  id: "listInvitations",
  method: "GET",
  path: "/organizations/{slug}/invitations",
  group,
  summary: "List invitations",
  description:
    "Lists invitations that are not accepted or revoked, including expired ones, newest first. Requires the owner or admin role.",
  scope: permissions["invitation.read"].scope,
  params: inOrganization,
  ...listing(listedInvitation.schema, "A page of invitations."),
  problems: ["forbidden"],
  async handle({ db, actor, params, query }) {
    const path = `/organizations/${params.slug}/invitations`;
    return listed(path, query, await listInvitations(db, actor, query));
  },
});

export const createInvitation = publish(invitation, {
  form: {
    to: onMembers,
    notice: ({ isQuiet }) => (isQuiet ? "invitation_reopened" : "invitation_created"),
    details: (_, id) => ({ id }),
  },
  api: {
    id: "createInvitation",
    method: "POST",
    path: "/organizations/{slug}/invitations",
    group,
    summary: "Create an invitation",
    description:
      "Requires an owner or admin with a confirmed email address. Only owners can invite owners. API keys can invite members only. The link is sent by email and is not part of the response. If an invitation to the same address was revoked within the last day, no email is sent and `isMailed` is `false`: the earlier link then opens the new invitation.",
    example: { email: "new@acme.test", role: "member" },
    answers: {
      201: {
        description: "The invitation.",
        schema: z.object({
          id: z.uuid(),
          email: z.string(),
          role: z.enum(roles),
          isMailed: z.boolean(),
        }),
      },
    },
    reply: ({ isQuiet }, { newId: id, body }) => ({
      status: 201,
      body: { id, ...body, isMailed: !isQuiet },
    }),
  },
});

export const resendInvitation = publish(resending, {
  form: { to: onMembers, notice: "invitation_resent" },
  api: {
    id: "resendInvitation",
    method: "POST",
    path: "/organizations/{slug}/invitations/{id}/resend",
    group,
    summary: "Resend an invitation",
    description:
      "Sends a new link that is valid for 7 days. The old link stops working. Requires the owner or admin role.",
    answers: { 204: { description: "The invitation is sent." } },
  },
});

export const deleteInvitation = publish(revocation, {
  form: { to: onMembers, notice: "invitation_revoked" },
  api: {
    id: "deleteInvitation",
    method: "DELETE",
    path: "/organizations/{slug}/invitations/{id}",
    group,
    summary: "Revoke an invitation",
    description:
      "The link stops working. Requires the owner or admin role. Revoking again has no effect.",
    answers: { 204: { description: "The invitation no longer works." } },
  },
});

export const revokeInvitations = publish(revocationOfSeveral, {
  form: { to: onMembers, notice: "invitation_revoked" },
  api: {
    id: "revokeInvitations",
    method: "POST",
    path: "/organizations/{slug}/invitations/revoke",
    group,
    summary: "Revoke several invitations",
    description:
      "Revokes up to 100 invitations, all or none. Invitations that were accepted in the meantime are skipped.",
    example: { ids: ["7d9f2c52-5d0b-4b8e-9d5c-0c8f2a6b1e11"] },
    answers: { 204: { description: "The invitations no longer work." } },
  },
});

const example = { token: "the-token-at-the-end-of-the-link" };

export const acceptInvitation = publish(acceptance, {
  form: {
    to: ({ slug }) => organizationPath(slug),
    notice: "invitation_accepted",
    details: ({ slug }) => ({ slug }),
  },
  api: {
    id: "acceptInvitation",
    method: "POST",
    path: "/invitations/accept",
    group,
    summary: "Accept an invitation",
    description: "Requires the session of the invited person and the token from the link.",
    example,
    answers: {
      200: {
        description: "The organization you joined.",
        schema: z.object({ slug: z.string() }),
      },
    },
    reply: ({ slug }) => ({ status: 200, body: { slug } }),
  },
});

export const declineInvitation = publish(refusal, {
  form: { to: () => "/organizations", notice: "invitation_declined" },
  api: {
    id: "declineInvitation",
    method: "POST",
    path: "/invitations/decline",
    group,
    summary: "Decline an invitation",
    description: "Requires the session of the invited person and the token from the link.",
    example,
    answers: { 204: { description: "The invitation no longer works." } },
  },
});
