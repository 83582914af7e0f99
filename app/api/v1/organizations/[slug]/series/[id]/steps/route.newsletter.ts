import { apiRoute } from "#lib/api/route.ts";
import { addSeriesStep } from "#lib/products/newsletter/operations/series-steps.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(addSeriesStep);
