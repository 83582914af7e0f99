import { apiHandler } from "#lib/api/handler.ts";
import { leaveOrganizationOperation } from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postLeave } from "#lib/workspace/forms/organizations.ts";

export const POST = formOr(
  ({ slug }: { slug: string }) => postLeave(slug),
  apiHandler(leaveOrganizationOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
