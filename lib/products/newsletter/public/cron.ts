import type { Job } from "#lib/cron/job.ts";
import { removeOldReplies } from "../replies/remove-old.ts";
import { removeUnconfirmed } from "./subscribe/remove-unconfirmed.ts";

/** Forgets people who asked to subscribe and never confirmed it, and events that are not sent again. */
export const signUpsJob: Job = {
  name: "sign-ups",
  budget: 10_000,
  parts: ({ db, signal }) => ({
    unconfirmed: () => removeUnconfirmed(db, { signal }),
    replies: () => removeOldReplies(db, { signal }),
  }),
};
