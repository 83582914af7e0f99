import { apiHandler } from "#lib/api/handler.ts";
import {
  createInvitationOperation,
  listInvitationsOperation,
} from "#lib/api/operations/invitations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postInvitation } from "#lib/workspace/forms/invitations.ts";

export const GET = apiHandler(listInvitationsOperation);
export const POST = formOr(
  ({ slug }: { slug: string }) => postInvitation(slug),
  apiHandler(createInvitationOperation),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
