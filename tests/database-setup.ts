import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "#drizzle/migrate.ts";
import { startLocalNeon } from "#local/neon.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { host: string; port: number };
    /** Ports of the local Neon that the database tests share. */
    neon: { postgres: number; pgbouncer: number; gateway: number };
  }
}

/** The database that every test database is a copy of. */
export const templateDatabase = "penning_template";

/** Starts one local Neon for all database tests, on free ports, with a migrated template database. */
export default async function setup(project: TestProject) {
  // Unless all of it succeeds, what has started is stopped.
  await using started = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "penning-test-"));
  const removeData = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  // After an interruption, when nobody stops it.
  process.once("exit", removeData);
  started.defer(removeData);
  const neon = await startLocalNeon({ ports: "any", dataDir, durable: false });
  started.defer(neon.stop);
  if (!neon.pgbouncer) {
    throw new Error("These tests need PgBouncer. Run: sudo apt-get install pgbouncer");
  }
  const admin = postgres(neon.postgres.url(), { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${templateDatabase}`);
  await admin.end();
  await migrate(neon.postgres.url(templateDatabase));

  const { host, port } = neon.postgres;
  project.provide("postgres", { host, port });
  project.provide("neon", neon.ports);

  const running = started.move();
  return () => running.disposeAsync();
}
