import { apiRoute } from "#lib/api/route.ts";
import { listSeriesPeopleOperation } from "#lib/products/newsletter/operations/series.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(listSeriesPeopleOperation);
