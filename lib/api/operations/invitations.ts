import * as z from "zod/mini";
import { invitation, listInvitations } from "#lib/api/resources/invitation.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { email, token as linkToken, id as uuid } from "#lib/forms/fields.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import {
  acceptInvitation,
  declineInvitation,
} from "#lib/organizations/invitations/accept-decline.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import { resendInvitation } from "#lib/organizations/invitations/resend.ts";
import { revokeInvitations } from "#lib/organizations/invitations/revoke.ts";
import { roleSchema } from "#lib/organizations/member-forms.ts";
import { roles } from "#lib/organizations/schema.ts";
import { type Call, defineOperation } from "../operation.ts";
import { person, replyTo } from "./acted.ts";
import { inOrganization, listed, listing, withId } from "./shared.ts";

const group = "Invitations" as const;

export const listInvitationsOperation = defineOperation({
  id: "listInvitations",
  method: "GET",
  path: "/organizations/{slug}/invitations",
  group,
  summary: "List invitations",
  description:
    "Lists invitations that are not accepted or revoked, including expired ones, newest first. Requires the owner or admin role.",
  scope: "read",
  params: inOrganization,
  ...listing(invitation.schema, "A page of invitations."),
  problems: ["forbidden"],
  async handle({ db, actor, params, query }) {
    const path = `/organizations/${params.slug}/invitations`;
    return listed(path, query, await listInvitations(db, actor, query));
  },
});

export const createInvitationOperation = defineOperation({
  id: "createInvitation",
  method: "POST",
  path: "/organizations/{slug}/invitations",
  group,
  summary: "Create an invitation",
  description:
    "Requires an owner or admin with a confirmed email address. Only owners can invite owners. API keys can invite members only. The link is sent by email and is not part of the response. If an invitation to the same address was revoked within the last day, no email is sent and `isMailed` is `false`: the earlier link then opens the new invitation.",
  scope: "write",
  params: inOrganization,
  body: z.object({ email: email("email_invalid"), role: roleSchema }),
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
  problems: [
    "forbidden",
    "managed_elsewhere",
    "id_reused",
    "already_member",
    "already_invited",
    "no_seats",
    "address_unconfirmed",
    "too_many_invitations",
    "invited_too_often",
  ],
  async handle({ db, actor, body, newId: id, isReplay }) {
    const made = { id, ...body };
    const acted = await invite(db, actor, { ...made, appUrl: getEnvironment().APP_URL });
    const isMailed = !acted.isQuiet;
    if (acted.outcome === "done" && isMailed && !isReplay()) mailAfterAnswer();
    return replyTo(acted, () => ({ status: 201, body: { ...made, isMailed } }));
  },
});

export const resendInvitationOperation = defineOperation({
  id: "resendInvitation",
  method: "POST",
  path: "/organizations/{slug}/invitations/{id}/resend",
  group,
  summary: "Resend an invitation",
  description:
    "Sends a new link that is valid for 7 days. The old link stops working. Requires the owner or admin role.",
  scope: "write",
  params: withId("invitation"),
  answers: { 204: { description: "The invitation is sent." } },
  problems: [
    "forbidden",
    "managed_elsewhere",
    "invitation_used",
    "invitation_revoked",
    "already_member",
    "no_seats",
    "address_unconfirmed",
    "too_many_invitations",
    "invited_too_often",
  ],
  async handle({ db, actor, params: { id }, isReplay }) {
    const acted = await resendInvitation(db, actor, { id, appUrl: getEnvironment().APP_URL });
    if (acted.outcome === "done" && !isReplay()) mailAfterAnswer();
    return replyTo(acted, () => ({ status: 204 }));
  },
});

const revocation = {
  group,
  summary: "Revoke an invitation",
  description:
    "The link stops working. Requires the owner or admin role. Revoking again has no effect.",
  scope: "write" as const,
  params: withId("invitation"),
  answers: { 204: { description: "The invitation no longer works." } },
  problems: ["forbidden", "managed_elsewhere", "invitation_used"] as const,
  async handle({ db, actor, params: { id } }: Call<{ id: string }, object, object>) {
    return replyTo(await revokeInvitations(db, actor, { ids: [id] }), () => ({ status: 204 }));
  },
};

export const deleteInvitationOperation = defineOperation({
  ...revocation,
  id: "deleteInvitation",
  method: "DELETE",
  path: "/organizations/{slug}/invitations/{id}",
});

export const revokeInvitationOperation = defineOperation({
  ...revocation,
  id: "revokeInvitation",
  method: "POST",
  path: "/organizations/{slug}/invitations/{id}/revoke",
});

export const revokeInvitationsOperation = defineOperation({
  id: "revokeInvitations",
  method: "POST",
  path: "/organizations/{slug}/invitations/revoke",
  group,
  summary: "Revoke several invitations",
  description:
    "Revokes up to 100 invitations, all or none. Invitations that were accepted in the meantime are skipped.",
  scope: "write",
  params: inOrganization,
  body: z.object({
    ids: z
      .array(uuid, "ids_missing")
      .check(z.minLength(1, "ids_missing"), z.maxLength(100, "ids_missing")),
  }),
  example: { ids: ["7d9f2c52-5d0b-4b8e-9d5c-0c8f2a6b1e11"] },
  answers: { 204: { description: "The invitations no longer work." } },
  problems: ["forbidden", "managed_elsewhere", "invitation_used"],
  async handle({ db, actor, body }) {
    return replyTo(await revokeInvitations(db, actor, body), () => ({ status: 204 }));
  },
});

const token = linkToken("not_found");
const answerProblems = [
  "not_found",
  "unauthenticated",
  "managed_elsewhere",
  "other_address",
  "invitation_used",
  "invitation_revoked",
  "invitation_expired",
] as const;

export const acceptInvitationOperation = defineOperation({
  id: "acceptInvitation",
  method: "POST",
  path: "/invitations/accept",
  group,
  summary: "Accept an invitation",
  description: "Requires the session of the invited person and the token from the link.",
  scope: null,
  body: z.object({ token }),
  example: { token: "the-token-at-the-end-of-the-link" },
  answers: {
    200: {
      description: "The organization you joined.",
      schema: z.object({ slug: z.string() }),
    },
  },
  problems: [...answerProblems, "no_seats"],
  async handle({ db, actor, body }) {
    const acted = await acceptInvitation(db, person(actor), body);
    return replyTo(acted, (slug) => ({ status: 200, body: { slug } }));
  },
});

export const declineInvitationOperation = defineOperation({
  id: "declineInvitation",
  method: "POST",
  path: "/invitations/decline",
  group,
  summary: "Decline an invitation",
  description: "Requires the session of the invited person and the token from the link.",
  scope: null,
  body: z.object({ token }),
  example: { token: "the-token-at-the-end-of-the-link" },
  answers: { 204: { description: "The invitation no longer works." } },
  problems: answerProblems,
  async handle({ db, actor, body }) {
    return replyTo(await declineInvitation(db, person(actor), body), () => ({ status: 204 }));
  },
});
