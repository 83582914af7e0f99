import * as z from "zod/mini";
import { listMembers, member } from "#lib/api/resources/member.ts";
import { identifier } from "#lib/forms/fields.ts";
import { changeRole, removeMember } from "#lib/organizations/manage-member.ts";
import { roleSchema } from "#lib/organizations/member-forms.ts";
import { type Role, roles } from "#lib/organizations/schema.ts";
import { type Call, defineOperation } from "../operation.ts";
import { ended, endedOf, replyTo } from "./acted.ts";
import { inOrganization, listed, listing } from "./shared.ts";

const group = "Members" as const;

export const listMembersOperation = defineOperation({
  id: "listMembers",
  method: "GET",
  path: "/organizations/{slug}/members",
  group,
  summary: "List members",
  description: "Lists the members of the organization, oldest first.",
  scope: "read",
  params: inOrganization,
  ...listing(member.schema, "A page of members."),
  problems: [],
  async handle({ db, actor, params, query }) {
    const path = `/organizations/${params.slug}/members`;
    return listed(path, query, await listMembers(db, actor, query));
  },
});

const aMember = z.extend(inOrganization, {
  userId: identifier().check(z.describe("The ID of the member's user.")),
});
type AMember = z.output<typeof aMember>;

const roleChange = {
  group,
  summary: "Change a member's role",
  description:
    "Requires the owner or admin role. Only owners can promote or demote owners. API keys can only assign the member role. Invitations and API keys that the new role does not allow are revoked and listed in `ended`.",
  scope: "write" as const,
  params: aMember,
  body: z.object({ role: roleSchema }),
  example: { role: "admin" },
  answers: {
    200: {
      description: "The member's new role.",
      schema: z.extend(ended, { userId: z.string(), role: z.enum(roles) }),
    },
  },
  problems: ["forbidden", "managed_elsewhere", "last_owner"] as const,
  async handle({ db, actor, params, body }: Call<AMember, object, { role: Role }>) {
    const changed = { userId: params.userId, role: body.role };
    const acted = await changeRole(db, actor, changed);
    return replyTo(acted, () => ({ status: 200, body: { ...changed, ...endedOf(acted) } }));
  },
};

export const updateMemberOperation = defineOperation({
  ...roleChange,
  id: "updateMember",
  method: "PATCH",
  path: "/organizations/{slug}/members/{userId}",
});

export const changeRoleOperation = defineOperation({
  ...roleChange,
  id: "changeRole",
  method: "POST",
  path: "/organizations/{slug}/members/{userId}",
});

const removal = {
  group,
  summary: "Remove a member",
  description:
    "Requires the owner or admin role. Only owners can remove owners. The member's open invitations and API keys are revoked and listed in `ended`. Removing a member again has no effect.",
  scope: "write" as const,
  params: aMember,
  answers: { 200: { description: "The member is removed.", schema: ended } },
  problems: ["forbidden", "managed_elsewhere", "last_owner"] as const,
  async handle({ db, actor, params: { userId } }: Call<AMember, object, object>) {
    const acted = await removeMember(db, actor, { userId });
    return replyTo(acted, () => ({ status: 200, body: endedOf(acted) }));
  },
};

export const deleteMemberOperation = defineOperation({
  ...removal,
  id: "deleteMember",
  method: "DELETE",
  path: "/organizations/{slug}/members/{userId}",
});

export const removeMemberOperation = defineOperation({
  ...removal,
  id: "removeMember",
  method: "POST",
  path: "/organizations/{slug}/members/{userId}/remove",
});
