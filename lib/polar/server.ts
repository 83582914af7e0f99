import { defineServer } from "#lib/products/server.ts";
import { polarClient } from "./client.ts";
import { polarJob } from "./cron.ts";
import { polarSource } from "./reconcile/source.ts";
import { endForGood } from "./selling/end.ts";

/** What is done with Polar by the clock. Its client comes with it, so only the cron and commands import it. */
export const polar = defineServer({
  jobs: [polarJob],
  sources: [polarSource],
  mayErase: (db, organizationId) => endForGood(db, polarClient(), organizationId),
});
