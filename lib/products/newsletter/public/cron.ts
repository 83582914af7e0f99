import type { Job } from "#lib/cron/job.ts";
import { removeUnconfirmed } from "./subscribe/remove-unconfirmed.ts";

/** Forgets people who asked to subscribe and never confirmed it. */
export const signUpsJob: Job = {
  name: "sign-ups",
  budget: 10_000,
  parts: ({ db, signal }) => ({
    unconfirmed: () => removeUnconfirmed(db, { signal }),
  }),
};
