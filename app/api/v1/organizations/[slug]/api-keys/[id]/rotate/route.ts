import { apiHandler } from "#lib/api/handler.ts";
import { rotateApiKeyOperation } from "#lib/api/operations/api-keys.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postRotation } from "#lib/workspace/forms/api-keys.ts";

export const POST = formOr(
  ({ slug, id }: { slug: string; id: string }) => postRotation(slug, id),
  apiHandler(rotateApiKeyOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
