import { apiRoute } from "#lib/api/route.ts";
import {
  removeSeriesStep,
  updateSeriesStep,
} from "#lib/products/newsletter/operations/series-steps.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  updateSeriesStep,
  removeSeriesStep,
);
