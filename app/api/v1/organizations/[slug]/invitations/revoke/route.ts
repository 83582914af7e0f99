import { revokeInvitations } from "#lib/api/operations/invitations.ts";
import { apiRoute } from "#lib/api/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(revokeInvitations);
