import { apiHandler } from "#lib/api/handler.ts";
import { declineInvitationOperation } from "#lib/api/operations/invitations.ts";
import { formOr } from "#lib/api/route.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { postDecline } from "#lib/workspace/forms/invitations.ts";

export const POST = formOr(() => postDecline(), apiHandler(declineInvitationOperation));

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
