import { getWebhookMessageOperation } from "#lib/api/operations/webhook-endpoints.ts";
import { apiRoute } from "#lib/api/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getWebhookMessageOperation);
