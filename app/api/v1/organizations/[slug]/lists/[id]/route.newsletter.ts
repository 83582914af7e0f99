import { apiRoute } from "#lib/api/route.ts";
import { updateList } from "#lib/products/newsletter/operations/lists.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(updateList);
