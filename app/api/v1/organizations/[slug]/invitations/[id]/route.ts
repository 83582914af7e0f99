import { apiHandler } from "#lib/api/handler.ts";
import { deleteInvitationOperation } from "#lib/api/operations/invitations.ts";
import { otherMethods } from "#lib/http/methods.ts";

export const DELETE = apiHandler(deleteInvitationOperation);

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods("DELETE");
