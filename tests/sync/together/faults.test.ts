import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#drizzle/migrate.ts";
import { webhookEvents } from "#drizzle/tables.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { clerkEvents } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import { anyClerkStep } from "#local/clerk/story/steps.ts";
import { deliverAll, pressedRetries } from "#local/lifecycle/deliver.ts";
import type { LifecycleEvent, Rows } from "#local/lifecycle/event.ts";
import { shuffled } from "#local/lifecycle/shuffle.ts";
import { type LocalPgBouncer, startPgBouncer } from "#local/pgbouncer.ts";
import { sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import { polarModel } from "#local/polar/story/model.ts";
import { readPolarRows } from "#local/polar/story/rows.ts";
import { anyPolarStep } from "#local/polar/story/steps.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { type LocalPostgres, startPostgres } from "#local/postgres.ts";
import { nothingUncaught } from "../../nothing-uncaught.ts";
import { newCast } from "../cast.ts";
import { newPolarCast } from "../polar/cast.ts";
import { type App, startApp } from "./app.ts";

nothingUncaught();

// A machine of its own, so that nobody else's database is killed.
let folder: string;
let ports: { postgres: number; pgbouncer: number; app: number };
let postgres: LocalPostgres;
let pgbouncer: LocalPgBouncer;
let app: App;

const runPostgres = () =>
  startPostgres({ dataDir: join(folder, "postgres"), port: ports.postgres });
const runPgBouncer = () =>
  startPgBouncer({
    dir: join(folder, "pgbouncer"),
    port: ports.pgbouncer,
    postgresPort: ports.postgres,
  });
const runApp = () =>
  startApp(ports.app, {
    DATABASE_URL: pgbouncer.url(),
    // The receivers do not read over HTTP, so nothing listens there.
    DATABASE_URL_READ: "postgres://penning:penning@ep-local.penning.localhost/penning",
    DATABASE_URL_UNPOOLED: postgres.url(),
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "penning-faults-"));
  const first = await findFreeBlock(3);
  ports = { postgres: first, pgbouncer: first + 1, app: first + 2 };
  postgres = await runPostgres();
  pgbouncer = await runPgBouncer();
  await migrate(postgres.url());
  app = await runApp();
});
afterAll(async () => {
  await app?.kill();
  await pgbouncer?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const outage = 250;

/** What can go away in the middle of everything, and how it comes back. */
const faults = [
  async () => {
    process.kill(postgres.pid, "SIGKILL");
    await postgres.exited;
    await sleep(outage);
    postgres = await runPostgres();
  },
  async () => {
    const { db, end } = tcpDatabase(postgres.url());
    await db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where usename = current_user and pid <> pg_backend_pid()`);
    await end();
  },
  async () => {
    process.kill(pgbouncer.pid, "SIGKILL");
    await pgbouncer.exited;
    await sleep(outage);
    pgbouncer = await runPgBouncer();
  },
  async () => {
    await app.kill();
    await sleep(outage);
    app = await runApp();
  },
];

interface Story {
  events: LifecycleEvent[];
  expected: Rows;
  read(): Promise<Rows>;
}

test("5,000 deliveries, through kills of Postgres, PgBouncer and the app, end as if nothing had happened", async () => {
  const { db, end } = tcpDatabase(postgres.url());
  const catalogue = await sellEverything(db);
  const length = { minLength: 25, maxLength: 35 };
  const stories: Story[] = [];
  for (const steps of fc.sample(fc.array(anyClerkStep, length), { numRuns: 40, seed: 1 })) {
    const cast = newCast();
    const events = clerkEvents(steps, cast);
    const read = () => readClerkRows(db, cast);
    stories.push({ events, expected: clerkModel(events, cast), read });
  }
  for (const steps of fc.sample(fc.array(anyPolarStep, length), { numRuns: 44, seed: 2 })) {
    const cast = await newPolarCast(db, { catalogue });
    const events = polarEvents(steps, cast);
    const read = () => readPolarRows(db, cast.organizationIds);
    stories.push({ events, expected: polarModel(events, cast), read });
  }
  const events = stories.flatMap((story) => story.events);
  const deliveries = shuffled([...events, ...events], 3);
  expect(deliveries.length).toBeGreaterThan(4_900);

  let happened = 0;
  let underWay: Promise<void> | undefined;
  const troubles: unknown[] = [];
  const { failed, statuses } = await deliverAll(deliveries, {
    appUrl: app.url,
    secrets: {
      clerk: allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET,
      polar: allLocalSecrets.POLAR_WEBHOOK_SECRET,
    },
    concurrency: 24,
    retries: pressedRetries,
    timeout: 3_000,
    report({ remaining }) {
      const isDue = deliveries.length - remaining > (happened + 1) * 500;
      if (underWay || !isDue) return;
      underWay = faults[happened % faults.length]?.()
        .catch((error: unknown) => {
          troubles.push(error);
        })
        .finally(() => {
          underWay = undefined;
        });
      happened += 1;
    },
  });
  await underWay;

  expect(troubles).toEqual([]);
  expect(happened).toBeGreaterThanOrEqual(6);
  // Some were hit: without a failed attempt, nothing was tried here.
  expect(Number(statuses.none ?? 0) + Number(statuses[503] ?? 0)).toBeGreaterThan(0);
  expect(Object.keys(statuses).toSorted()).toEqual(["200", "503", "none"]);
  expect(failed).toEqual([]);
  expect(await db.$count(webhookEvents)).toBe(events.length);
  for (const { expected, read } of stories) expect(await read()).toEqual(expected);
  await end();
});
