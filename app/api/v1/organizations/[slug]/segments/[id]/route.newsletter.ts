import { apiRoute } from "#lib/api/route.ts";
import { updateSegment } from "#lib/products/newsletter/operations/segments.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(updateSegment);
