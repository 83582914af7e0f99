import { apiRoute } from "#lib/api/route.ts";
import { moveSeriesStep } from "#lib/products/newsletter/operations/series-steps.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(moveSeriesStep);
