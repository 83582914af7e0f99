import { apiHandler } from "#lib/api/handler.ts";
import { restoreOrganizationOperation } from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { postRestore } from "#lib/organizations/handlers.ts";

export const POST = formOr(
  ({ slug }: { slug: string }) => postRestore(slug),
  apiHandler(restoreOrganizationOperation),
);
