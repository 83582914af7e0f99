import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "#drizzle/migrate.ts";
import { startLocalNeon } from "#lib/local/neon.ts";

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
  const dataDir = await mkdtemp(join(tmpdir(), "penning-test-"));
  const neon = await startLocalNeon({ ports: "any", dataDir, durable: false });
  if (!neon.pgbouncer) {
    await neon.stop();
    throw new Error("These tests need PgBouncer. Run: sudo apt-get install pgbouncer");
  }
  const admin = postgres(neon.postgres.url(), { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${templateDatabase}`);
  await admin.end();
  await migrate(neon.postgres.url(templateDatabase));

  const { host, port } = neon.postgres;
  project.provide("postgres", { host, port });
  project.provide("neon", neon.ports);

  return async () => {
    await neon.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
