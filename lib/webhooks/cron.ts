import type { Job } from "#lib/cron/job.ts";
import { sendAlert } from "./alert.ts";
import { removeOldEvents } from "./retention.ts";

/** Removes what the inbox has kept long enough. */
export const inboxJob: Job = {
  name: "inbox",
  budget: 20_000,
  parts: ({ db, budget }) => ({
    async retention() {
      const removed = await removeOldEvents(db, { budget: Math.min(budget, 30_000) });
      const { parked: count } = removed;
      if (count > 0) await sendAlert({ kind: "parked events removed", count });
      return removed;
    },
  }),
};
