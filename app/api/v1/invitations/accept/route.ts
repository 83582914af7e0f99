import { apiHandler } from "#lib/api/handler.ts";
import { acceptInvitationOperation } from "#lib/api/operations/invitations.ts";
import { formOr } from "#lib/api/route.ts";
import { postAccept } from "#lib/organizations/invitations/handlers.ts";

export const POST = formOr(() => postAccept(), apiHandler(acceptInvitationOperation));
