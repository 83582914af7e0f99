import { postDecline } from "#lib/organizations/invitations/handlers.ts";

/** For whoever was invited: declines. */
export const POST = postDecline();
