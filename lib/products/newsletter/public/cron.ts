import type { Job } from "#lib/cron/job.ts";
import { removeOldCells } from "#lib/imports/remove-old.ts";
import { removeOldReplies } from "../replies/remove-old.ts";
import { removeUnconfirmed } from "./subscribe/remove-unconfirmed.ts";

/**
 * Forgets people who asked to subscribe and never confirmed it, events that are not sent again, and what
 * old imports could not take in.
 */
export const signUpsJob: Job = {
  name: "sign-ups",
  budget: 10_000,
  parts: ({ db, signal }) => ({
    unconfirmed: () => removeUnconfirmed(db, { signal }),
    replies: () => removeOldReplies(db, { signal }),
    imports: () => removeOldCells(db, { signal }),
  }),
};
