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
    "Those that nobody has accepted or taken back, newest first; expired ones too. For owners and admins.",
  scope: "read",
  params: inOrganization,
  ...listing(invitation, "A page of invitations."),
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
  summary: "Invite somebody",
  description:
    "For owners and admins with a confirmed address; only an owner invites an owner, and a key invites members. The link goes to the address, and nowhere else. Within a day of an invitation that was taken back no mail is sent, and `isMailed` is false: the link of that one leads to the new one.",
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
  summary: "Send an invitation again",
  description: "With a new link and a new week; the old link dies. For owners and admins.",
  scope: "write",
  params: withId("invitation"),
  answers: { 204: { description: "It is on its way." } },
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
  summary: "Take an invitation back",
  description: "Its link no longer works. For owners and admins. Again changes nothing.",
  scope: "write" as const,
  params: withId("invitation"),
  answers: { 204: { description: "It no longer works." } },
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
  summary: "Take several invitations back",
  description: "All of them or none, but for those that were accepted meanwhile. Up to 100.",
  scope: "write",
  params: inOrganization,
  body: z.object({
    ids: z
      .array(uuid, "ids_missing")
      .check(z.minLength(1, "ids_missing"), z.maxLength(100, "ids_missing")),
  }),
  example: { ids: ["7d9f2c52-5d0b-4b8e-9d5c-0c8f2a6b1e11"] },
  answers: { 204: { description: "They no longer work." } },
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
  description: "For the person it was sent to, with the token of its link.",
  scope: null,
  body: z.object({ token }),
  example: { token: "the-token-at-the-end-of-the-link" },
  answers: {
    200: {
      description: "The organization that you are a member of now.",
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
  description: "For the person it was sent to, with the token of its link.",
  scope: null,
  body: z.object({ token }),
  example: { token: "the-token-at-the-end-of-the-link" },
  answers: { 204: { description: "It no longer works." } },
  problems: answerProblems,
  async handle({ db, actor, body }) {
    return replyTo(await declineInvitation(db, person(actor), body), () => ({ status: 204 }));
  },
});
