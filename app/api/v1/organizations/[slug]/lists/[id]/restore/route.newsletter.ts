import { apiRoute } from "#lib/api/route.ts";
import { restoreList } from "#lib/products/newsletter/operations/lists.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(restoreList);
