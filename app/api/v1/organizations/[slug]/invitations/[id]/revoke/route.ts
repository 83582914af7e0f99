import { apiHandler } from "#lib/api/handler.ts";
import { revokeInvitationOperation } from "#lib/api/operations/invitations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postRevoke } from "#lib/workspace/forms/invitations.ts";

export const POST = formOr(
  ({ slug, id }: { slug: string; id: string }) => postRevoke(slug, id),
  apiHandler(revokeInvitationOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
