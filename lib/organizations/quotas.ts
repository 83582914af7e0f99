import type { Quota } from "#lib/quotas/drawing.ts";

const day = 24 * 60 * 60;

/** Each organization brings credits of its own. */
export const organizationsOfPerson: Quota = {
  purpose: "organizations of a person",
  quota: 10,
  window: day,
};

/** Invitations that are mailed, new ones and those that are sent again. */
export const invitationsOfPerson: Quota = {
  purpose: "invitations of a person",
  quota: 50,
  window: day,
};
export const invitationsOfOrganization: Quota = {
  purpose: "invitations of an organization",
  quota: 200,
  window: day,
};
/** From whichever organization. */
export const invitationsToAddress: Quota = {
  purpose: "invitations to an address",
  quota: 5,
  window: day,
};
