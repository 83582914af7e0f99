import { postOrganization } from "#lib/organizations/handlers.ts";

/** For anybody: makes an organization. */
export const POST = postOrganization();
