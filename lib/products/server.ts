import type { Job } from "#lib/cron/job.ts";
import type { Database } from "#lib/db/database.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";
import type { Recorders } from "#lib/webhooks/replay.ts";

/**
 * What a provider or a product does on Node when nobody looks at a page. What is a person's own is marked
 * in `schema.ts`, because it has to go in a build without the product as well.
 */
export interface Server {
  /** What it does by the clock, in its turn among the jobs of the daily cron. */
  jobs?: readonly Job[];
  /** What records the webhooks of its own providers, when they come and when they are replayed. */
  recorders?: Readonly<Recorders>;
  /** What the daily comparison asks. */
  sources?: readonly Source[];
  /**
   * Asked before an organization is erased for good, to end what it is charged for elsewhere.
   * @returns false when the organization has to wait for the next day.
   */
  mayErase?(db: Database, organizationId: string): Promise<boolean>;
}

/** Checks the Node half of a provider. */
export function defineServer<const Defined extends Server>(server: Defined): Defined {
  return server;
}
