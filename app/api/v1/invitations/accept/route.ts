import { apiHandler } from "#lib/api/handler.ts";
import { acceptInvitationOperation } from "#lib/api/operations/invitations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postAccept } from "#lib/workspace/forms/invitations.ts";

export const POST = formOr(() => postAccept(), apiHandler(acceptInvitationOperation));

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
