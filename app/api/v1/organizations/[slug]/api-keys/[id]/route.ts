import { apiHandler } from "#lib/api/handler.ts";
import { deleteApiKeyOperation } from "#lib/api/operations/api-keys.ts";

export const DELETE = apiHandler(deleteApiKeyOperation);
