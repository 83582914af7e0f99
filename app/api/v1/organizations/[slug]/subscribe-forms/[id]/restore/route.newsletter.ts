import { apiRoute } from "#lib/api/route.ts";
import { restoreForm } from "#lib/products/newsletter/operations/forms.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(restoreForm);
