import { apiRoute } from "#lib/api/route.ts";
import { listSubscriberImportProblemsOperation } from "#lib/products/newsletter/operations/imports.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  listSubscriberImportProblemsOperation,
);
