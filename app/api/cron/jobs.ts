import { apiJob } from "#lib/api/cron.ts";
import { usageJob } from "#lib/billing/cron.ts";
import type { Job } from "#lib/cron/job.ts";
import { reconcileJob } from "#lib/integrations/cron.ts";
import { servers } from "#lib/integrations/servers.ts";
import { mailJob } from "#lib/mail/cron.ts";
import { outgoingWebhooksJob } from "#lib/outgoing-webhooks/cron.ts";
import { purgeJob } from "#lib/purge/cron.ts";
import { inboxJob } from "#lib/webhooks/cron.ts";

/** Milliseconds for all jobs of a call. The function ends after 300 seconds (`maxDuration`). */
export const budget = 270_000;

/**
 * What the clock asks for, in order: hours are sealed before a provider is told of them, events and mail go out
 * after the jobs that may write some, and the comparison, which takes as long as it is given, comes last.
 */
export const jobs: readonly Job[] = [
  usageJob,
  ...servers.flatMap((server) => server.jobs ?? []),
  outgoingWebhooksJob,
  mailJob,
  inboxJob,
  apiJob,
  purgeJob,
  reconcileJob,
];
