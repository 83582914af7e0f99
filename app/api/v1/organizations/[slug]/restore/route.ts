import { apiHandler } from "#lib/api/handler.ts";
import { restoreOrganizationOperation } from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postRestore } from "#lib/workspace/forms/organizations.ts";

export const POST = formOr(
  ({ slug }: { slug: string }) => postRestore(slug),
  apiHandler(restoreOrganizationOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
