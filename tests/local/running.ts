import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type LocalPgBouncer, startPgBouncer } from "#local/pgbouncer.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { type LocalPostgres, startPostgres } from "#local/postgres.ts";

/** Postgres in `folder` for the running test, on a free port unless one is given. */
export async function runPostgres(folder: string, port?: number): Promise<LocalPostgres> {
  const postgres = await startPostgres({
    dataDir: join(folder, "postgres"),
    port: port ?? (await findFreeBlock(1)),
    durable: false,
  });
  onTestFinished(postgres.stop);
  return postgres;
}

/** PgBouncer in `folder` for the running test, on a free port unless one is given. */
export async function runPgBouncer(
  folder: string,
  postgres: LocalPostgres,
  options: { port?: number; poolSize?: number } = {},
): Promise<LocalPgBouncer> {
  const pgbouncer = await startPgBouncer({
    dir: join(folder, "pgbouncer"),
    port: options.port ?? (await findFreeBlock(1)),
    postgresPort: postgres.port,
    ...(options.poolSize ? { poolSize: options.poolSize } : {}),
  });
  onTestFinished(pgbouncer.stop);
  return pgbouncer;
}
