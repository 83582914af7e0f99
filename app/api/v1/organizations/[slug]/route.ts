import { apiHandler } from "#lib/api/handler.ts";
import {
  getOrganizationOperation,
  renameOrganizationOperation,
  updateOrganizationOperation,
} from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postName } from "#lib/workspace/forms/organizations.ts";

export const GET = apiHandler(getOrganizationOperation);
export const PATCH = apiHandler(updateOrganizationOperation);
export const POST = formOr(
  ({ slug }: { slug: string }) => postName(slug),
  apiHandler(renameOrganizationOperation),
);

export const { PUT, DELETE, OPTIONS } = otherMethods("GET", "POST", "PATCH");
