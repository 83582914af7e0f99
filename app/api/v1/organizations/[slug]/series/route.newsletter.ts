import { apiRoute } from "#lib/api/route.ts";
import { createSeries, listSeriesOperation } from "#lib/products/newsletter/operations/series.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  listSeriesOperation,
  createSeries,
);
