import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "#lib/cron/job.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { failureFields } from "#lib/log/report.ts";
import { outgoingWebhooksJob } from "#lib/outgoing-webhooks/cron.ts";
import { servers } from "#lib/products/servers.ts";

// The clock of a developer's machine, as a program: runs the jobs that want to run every few seconds.
// It says nothing while there is nothing to do, and tells a failure once.

/** Milliseconds that a job may take each time. */
const budget = 120_000;

async function tick(job: Job, seconds: number): Promise<never> {
  let told = "";
  for (;;) {
    await sleep(seconds * 1_000);
    try {
      const turn = { db: await writeDatabase(), budget, signal: AbortSignal.timeout(budget) };
      const done = await Promise.all(Object.values(job.parts(turn)).map((part) => part()));
      const fields = Object.assign({}, ...done);
      if (Object.values(fields).some((value) => typeof value === "number" && value > 0)) {
        console.log(JSON.stringify({ event: "cron", job: job.name, ...fields }));
      }
      told = "";
    } catch (error) {
      const failure = JSON.stringify({ level: "error", job: job.name, ...failureFields(error) });
      if (failure !== told) console.error(failure);
      told = failure;
    }
  }
}

await Promise.all(
  [outgoingWebhooksJob, ...servers.flatMap((server) => server.jobs ?? [])].flatMap((job) =>
    job.everySeconds ? [tick(job, job.everySeconds)] : [],
  ),
);
