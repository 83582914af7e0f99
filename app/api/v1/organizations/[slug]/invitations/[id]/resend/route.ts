import { apiHandler } from "#lib/api/handler.ts";
import { resendInvitationOperation } from "#lib/api/operations/invitations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postResend } from "#lib/workspace/forms/invitations.ts";

export const POST = formOr(
  ({ slug, id }: { slug: string; id: string }) => postResend(slug, id),
  apiHandler(resendInvitationOperation),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
