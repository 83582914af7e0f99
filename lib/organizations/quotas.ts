import type { Quota } from "#lib/quotas/drawing.ts";

const day = 24 * 60 * 60;

/** Each organization brings credits of its own. */
export const organizationsOfPerson: Quota = {
  purpose: "organizations of a person",
  quota: 10,
  window: day,
};
