import { apiRoute } from "#lib/api/route.ts";
import { setSubscriberLists } from "#lib/products/newsletter/operations/subscribers.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(setSubscriberLists);
