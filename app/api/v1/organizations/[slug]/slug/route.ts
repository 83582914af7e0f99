import { changeOrganizationSlug } from "#lib/api/operations/organizations.ts";
import { apiRoute } from "#lib/api/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(changeOrganizationSlug);
