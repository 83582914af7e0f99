import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { organizationPath } from "./forms.ts";
import { permissions } from "./permissions.ts";
import { aMember } from "./place.ts";
import { organizationMessages as messages } from "./refusals.ts";
import { roles } from "./roles.ts";

export const roleSchema = z.enum(roles, "role_invalid");

const ofMember = {
  needs: permissions["member.manage"],
  params: aMember,
  page: ({ slug, userId }: z.output<typeof aMember>) =>
    `${organizationPath(slug)}/members/${encodeURIComponent(userId)}`,
  messages,
};

/** Gives a member another role. */
export const changeRoleAct = defineAct({
  ...ofMember,
  name: "member.change_role",
  input: z.object({ role: roleSchema }),
});

/** Ends a membership. */
export const removeMemberAct = defineAct({
  ...ofMember,
  name: "member.remove",
  input: z.object({}),
});
