import { apiRoute } from "#lib/api/route.ts";
import { resubscribe } from "#lib/products/newsletter/operations/subscribers.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(resubscribe);
