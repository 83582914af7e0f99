import { invitation, listInvitations } from "#lib/api/resources/invitation.ts";
import { listMembers, member } from "#lib/api/resources/member.ts";
import { defineOperation } from "../operation.ts";
import { inOrganization, listed, listing } from "./shared.ts";

const group = "People";

export const listMembersOperation = defineOperation({
  id: "listMembers",
  method: "GET",
  path: "/organizations/{slug}/members",
  group,
  summary: "List members",
  description: "The people of an organization, those who joined first first.",
  scope: "read",
  params: inOrganization,
  ...listing(member, "A page of members."),
  problems: [],
  async handle({ db, actor, params, query }) {
    const path = `/organizations/${params.slug}/members`;
    return listed(path, query, await listMembers(db, actor, query));
  },
});

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
