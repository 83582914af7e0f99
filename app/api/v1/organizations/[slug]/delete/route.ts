import { apiHandler } from "#lib/api/handler.ts";
import { deleteOrganizationOperation } from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postDelete } from "#lib/workspace/forms/organizations.ts";

export const POST = formOr(
  ({ slug }: { slug: string }) => postDelete(slug),
  apiHandler(deleteOrganizationOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
