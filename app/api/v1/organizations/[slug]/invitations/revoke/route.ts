import { apiHandler } from "#lib/api/handler.ts";
import { revokeInvitationsOperation } from "#lib/api/operations/invitations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postRevokeSeveral } from "#lib/workspace/forms/invitations.ts";

export const POST = formOr(
  ({ slug }: { slug: string }) => postRevokeSeveral(slug),
  apiHandler(revokeInvitationsOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
