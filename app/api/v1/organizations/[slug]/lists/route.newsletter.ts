import { apiRoute } from "#lib/api/route.ts";
import { createList, listListsOperation } from "#lib/products/newsletter/operations/lists.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(createList, listListsOperation);
