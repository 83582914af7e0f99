import { apiRoute } from "#lib/api/route.ts";
import { archiveSeries } from "#lib/products/newsletter/operations/series.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(archiveSeries);
