import { apiHandler } from "#lib/api/handler.ts";
import { removeMemberOperation } from "#lib/api/operations/members.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postRemove } from "#lib/workspace/forms/organizations.ts";

export const POST = formOr(
  ({ slug, userId }: { slug: string; userId: string }) => postRemove(slug, userId),
  apiHandler(removeMemberOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
