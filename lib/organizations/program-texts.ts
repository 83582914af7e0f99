import type { fieldMessages, refusals } from "./refusals.ts";

/** What programs are told where the sentence for people would not help them. */
export const programTexts: Partial<
  Record<keyof typeof refusals | keyof typeof fieldMessages, string>
> = {
  id_reused: "This ID or Idempotency-Key was already used to create something else. Use a new one.",
  precondition_failed:
    "The object has changed since the version in If-Match. Read it again, then retry.",
  id_invalid: "Send a UUID.",
  role_invalid: "Send a role: owner, admin or member.",
  ids_missing: "Send 1 to 100 IDs.",
  scopes_missing: "Send at least one scope.",
  lifetime_invalid: "Send a number of days: 0, 30, 90 or 365.",
  overlap_invalid: "Send a number of hours: 0, 1, 24 or 168.",
};
