import { apiRoute } from "#lib/api/route.ts";
import { sendSubscriberImportPart } from "#lib/products/newsletter/operations/imports.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(sendSubscriberImportPart);
