import { apiRoute } from "#lib/api/route.ts";
import { createForm, listFormsOperation } from "#lib/products/newsletter/operations/forms.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(createForm, listFormsOperation);
