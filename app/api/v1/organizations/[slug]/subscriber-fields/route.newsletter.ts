import { apiRoute } from "#lib/api/route.ts";
import { createField, listFieldsOperation } from "#lib/products/newsletter/operations/fields.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  createField,
  listFieldsOperation,
);
