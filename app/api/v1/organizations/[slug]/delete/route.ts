import { apiHandler } from "#lib/api/handler.ts";
import { deleteOrganizationOperation } from "#lib/api/operations/organizations.ts";
import { formOr } from "#lib/api/route.ts";
import { postDelete } from "#lib/organizations/handlers.ts";

export const POST = formOr(
  ({ slug }: { slug: string }) => postDelete(slug),
  apiHandler(deleteOrganizationOperation),
);
