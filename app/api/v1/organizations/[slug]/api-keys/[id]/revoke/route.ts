import { apiHandler } from "#lib/api/handler.ts";
import { revokeApiKeyOperation } from "#lib/api/operations/api-keys.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postKeyRevocation } from "#lib/workspace/forms/api-keys.ts";

export const POST = formOr(
  ({ slug, id }: { slug: string; id: string }) => postKeyRevocation(slug, id),
  apiHandler(revokeApiKeyOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
