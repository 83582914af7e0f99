import type { Job } from "#lib/cron/job.ts";
import type { Recorders } from "#lib/webhooks/replay.ts";

/**
 * The Node half of a product: what it does when nobody looks at a page. What is a person's own is named
 * in `own-tables.ts`, because it has to go in a build without the product as well.
 */
export interface ProductServer {
  /** What it does by the clock, in its turn among the jobs of the daily cron. */
  jobs?: readonly Job[];
  /** What records the webhooks of its own providers, when they come and when they are replayed. */
  recorders?: Readonly<Recorders>;
}

/** Checks the Node half of a product. */
export function defineServer<const Defined extends ProductServer>(server: Defined): Defined {
  return server;
}
