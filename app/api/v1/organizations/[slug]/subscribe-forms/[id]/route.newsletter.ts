import { apiRoute } from "#lib/api/route.ts";
import { updateForm } from "#lib/products/newsletter/operations/forms.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(updateForm);
