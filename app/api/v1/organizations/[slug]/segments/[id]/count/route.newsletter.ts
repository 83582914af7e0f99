import { apiRoute } from "#lib/api/route.ts";
import { countSegmentOperation } from "#lib/products/newsletter/operations/segments.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(countSegmentOperation);
