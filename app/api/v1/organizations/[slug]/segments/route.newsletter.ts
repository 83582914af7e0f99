import { apiRoute } from "#lib/api/route.ts";
import {
  createSegment,
  listSegmentsOperation,
} from "#lib/products/newsletter/operations/segments.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  createSegment,
  listSegmentsOperation,
);
