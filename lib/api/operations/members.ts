import * as z from "zod/mini";
import { listMembers, member, memberQuery } from "#lib/api/resources/member.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { removal, roleChange } from "#lib/organizations/manage-member.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { roles } from "#lib/organizations/schema.ts";
import { listed, listing } from "../listing.ts";
import { defineOperation, groups } from "../operation.ts";
import { publish } from "../publish.ts";
import { ended, endedOf } from "./ended.ts";

const group = groups.members;

const onMembers = {
  to: ({ slug }: Acted) => `${organizationPath(slug)}/members`,
  details: ({ ended }: Acted) => ended && { ended },
};

export const listMembersOperation = defineOperation({
  id: "listMembers",
  method: "GET",
  path: "/organizations/{slug}/members",
  group,
  summary: "List members",
  description: "Lists the members of the organization, oldest first.",
  scope: permissions["member.read"].scope,
  params: inOrganization,
  ...listing(member.schema, "A page of members.", memberQuery),
  problems: [],
  async handle({ db, actor, params, query }) {
    const path = `/organizations/${params.slug}/members`;
    return listed(path, query, await listMembers(db, actor, query));
  },
});

export const updateMember = publish(roleChange, {
  form: {
    ...onMembers,
    notice: ({ ended }) => (ended ? "member_role_changed_ended" : "member_role_changed"),
  },
  api: {
    id: "updateMember",
    method: "PATCH",
    path: "/organizations/{slug}/members/{userId}",
    group,
    summary: "Change a member's role",
    description:
      "Requires the owner or admin role. Only owners can promote or demote owners. API keys can only assign the member role. Invitations and API keys that the new role does not allow are revoked and listed in `ended`.",
    example: { role: "admin" },
    answers: {
      200: {
        description: "The member's new role.",
        schema: z.extend(ended, { userId: z.string(), role: z.enum(roles) }),
      },
    },
    reply: (done, { params: { userId }, body: { role } }) => ({
      status: 200,
      body: { userId, role, ...endedOf(done) },
    }),
  },
});

export const deleteMember = publish(removal, {
  form: {
    ...onMembers,
    notice: ({ ended }) => (ended ? "member_removed_ended" : "member_removed"),
  },
  api: {
    id: "deleteMember",
    method: "DELETE",
    path: "/organizations/{slug}/members/{userId}",
    group,
    summary: "Remove a member",
    description:
      "Requires the owner or admin role. Only owners can remove owners. The member's open invitations and API keys are revoked and listed in `ended`. Removing a member again has no effect.",
    answers: { 200: { description: "The member is removed.", schema: ended } },
    reply: (done) => ({ status: 200, body: endedOf(done) }),
  },
});
