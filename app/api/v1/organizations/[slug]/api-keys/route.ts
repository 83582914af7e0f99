import { apiHandler } from "#lib/api/handler.ts";
import { createApiKeyOperation, listApiKeysOperation } from "#lib/api/operations/api-keys.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postKey } from "#lib/workspace/forms/api-keys.ts";

export const GET = apiHandler(listApiKeysOperation);
export const POST = formOr(
  ({ slug }: { slug: string }) => postKey(slug),
  apiHandler(createApiKeyOperation),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
