import { apiHandler } from "#lib/api/handler.ts";
import {
  changeRoleOperation,
  deleteMemberOperation,
  updateMemberOperation,
} from "#lib/api/operations/members.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postRole } from "#lib/workspace/forms/organizations.ts";

export const POST = formOr(
  ({ slug, userId }: { slug: string; userId: string }) => postRole(slug, userId),
  apiHandler(changeRoleOperation),
);
export const PATCH = apiHandler(updateMemberOperation);
export const DELETE = apiHandler(deleteMemberOperation);

export const { GET, PUT, OPTIONS } = otherMethods("POST", "PATCH", "DELETE");
