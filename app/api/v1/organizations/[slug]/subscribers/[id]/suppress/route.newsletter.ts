import { apiRoute } from "#lib/api/route.ts";
import { suppressSubscriber } from "#lib/products/newsletter/operations/subscribers.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(suppressSubscriber);
