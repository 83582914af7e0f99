import { deleteApiKey } from "#lib/api/operations/api-keys.ts";
import { apiRoute } from "#lib/api/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(deleteApiKey);
