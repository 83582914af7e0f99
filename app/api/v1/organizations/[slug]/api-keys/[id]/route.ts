import { apiHandler } from "#lib/api/handler.ts";
import { deleteApiKeyOperation } from "#lib/api/operations/api-keys.ts";
import { otherMethods } from "#lib/http/methods.ts";

export const DELETE = apiHandler(deleteApiKeyOperation);

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods("DELETE");
