import { apiHandler } from "#lib/api/handler.ts";
import {
  createOrganizationOperation,
  listOrganizationsOperation,
} from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postOrganization } from "#lib/workspace/forms/organizations.ts";

export const GET = apiHandler(listOrganizationsOperation);
export const POST = formOr(() => postOrganization(), apiHandler(createOrganizationOperation));

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
