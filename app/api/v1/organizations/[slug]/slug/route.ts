import { apiHandler } from "#lib/api/handler.ts";
import { moveOrganizationOperation } from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { postSlug } from "#lib/organizations/handlers.ts";

export const POST = formOr(
  ({ slug }: { slug: string }) => postSlug(slug),
  apiHandler(moveOrganizationOperation),
);
