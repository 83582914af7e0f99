import type { Job } from "#lib/cron/job.ts";
import { senderOptions } from "./after-answer.ts";
import { removeOldMessages } from "./retention.ts";

/** Sends what is due to the endpoints of organizations, and removes what is old. */
export const outgoingWebhooksJob: Job = {
  name: "outgoing-webhooks",
  budget: 20_000,
  everySeconds: 5,
  parts: ({ db, budget }) => ({
    retention: () => removeOldMessages(db, { budget: Math.min(budget / 4, 10_000) }),
    async delivery() {
      const { deliverMessages } = await import("./deliver.ts");
      // A request that was claimed last has its time too.
      return deliverMessages(db, { ...senderOptions(), budget: Math.max(budget - 15_000, 1_000) });
    },
  }),
};
