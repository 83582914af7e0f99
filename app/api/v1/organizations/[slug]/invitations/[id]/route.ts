import { apiHandler } from "#lib/api/handler.ts";
import { deleteInvitationOperation } from "#lib/api/operations/invitations.ts";

export const DELETE = apiHandler(deleteInvitationOperation);
