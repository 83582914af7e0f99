import { postAccept } from "#lib/organizations/invitations/handlers.ts";

/** For whoever was invited: accepts. */
export const POST = postAccept();
