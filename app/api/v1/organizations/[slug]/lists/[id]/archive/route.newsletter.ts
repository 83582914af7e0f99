import { apiRoute } from "#lib/api/route.ts";
import { archiveList } from "#lib/products/newsletter/operations/lists.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(archiveList);
