import { apiRoute } from "#lib/api/route.ts";
import { deleteField, renameField } from "#lib/products/newsletter/operations/fields.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(deleteField, renameField);
