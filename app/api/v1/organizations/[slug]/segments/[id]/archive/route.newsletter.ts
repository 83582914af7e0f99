import { apiRoute } from "#lib/api/route.ts";
import { archiveSegment } from "#lib/products/newsletter/operations/segments.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(archiveSegment);
