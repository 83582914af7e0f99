import { apiRoute } from "#lib/api/route.ts";
import {
  createSubscriberImport,
  listSubscriberImportsOperation,
} from "#lib/products/newsletter/operations/imports.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  createSubscriberImport,
  listSubscriberImportsOperation,
);
