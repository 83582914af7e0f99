import { apiHandler } from "#lib/api/handler.ts";
import { moveOrganizationOperation } from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postSlug } from "#lib/workspace/forms/organizations.ts";

export const POST = formOr(
  ({ slug }: { slug: string }) => postSlug(slug),
  apiHandler(moveOrganizationOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
