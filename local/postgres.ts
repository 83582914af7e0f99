import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { type Claim, claimFolder } from "./claim.ts";
import { requireFreePort } from "./port-owner.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { prepareCluster } from "./postgres-cluster.ts";
import { type PostgresTls, prepareTls } from "./postgres-tls.ts";
import { clearPostmaster, isReady, postgresStopSignals } from "./postmaster.ts";
import {
  type DatabaseServer,
  databaseUrl,
  logTail,
  type Service,
  startService,
} from "./service.ts";

export type LocalPostgres = DatabaseServer;

export interface PostgresOptions {
  /** Made when missing. Its log and lock lie beside it, as `<dataDir>.log` and `<dataDir>.lock`. */
  dataDir: string;
  port: number;
  /** `false` trades safety after a power cut for speed; for tests only. */
  durable?: boolean;
  /** TLS for those who ask for it. Without, the server speaks none. */
  tls?: PostgresTls;
  /** Milliseconds until the server has to accept connections, recovery after a crash included. */
  startTimeout?: number;
}

// Commits stay synchronous: what was committed has to survive a crash of the server in every test.
const volatileSettings = ["fsync=off", "full_page_writes=off"];

function serverArguments(dataDir: string, port: number, more: readonly string[]): string[] {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "timezone=UTC",
    "log_timezone=UTC",
    // The last one of a name counts.
    ...more,
  ];
  return ["-D", dataDir, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
}

async function untilReady(service: Service, dataDir: string, timeout: number): Promise<void> {
  let ended: string | undefined;
  service.exited.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + timeout;
  while (!isReady(dataDir, service.pid)) {
    const trouble = ended ?? (Date.now() > deadline ? `not ready after ${timeout} ms` : undefined);
    if (trouble) {
      throw new Error(`Postgres did not start (${trouble}):\n${logTail(`${dataDir}.log`)}`);
    }
    await sleep(20);
  }
}

// The role may drop its own database, and expects it back at the next start.
async function ensureDatabase(url: (database: string) => string): Promise<void> {
  const sql = postgres(url("postgres"), { max: 1, onnotice() {} });
  try {
    const [existing] = await sql`select 1 from pg_database where datname = 'penning'`;
    if (!existing) await sql`create database penning`;
  } finally {
    await sql.end();
  }
}

/**
 * Claims a data folder for this process and stops the server that a dead supervisor left on it.
 * @throws Error when a server runs on the folder for somebody who is alive.
 */
export async function takeOverPostgres(dataDir: string): Promise<Claim> {
  const claim = claimFolder(dataDir, "Postgres");
  try {
    if (existsSync(dataDir)) await clearPostmaster(dataDir, claim.isInherited);
    return claim;
  } catch (error) {
    claim.release();
    throw error;
  }
}

/**
 * Starts Postgres on a data folder, which is made first when missing, with the role and database
 * `penning` (password `penning`). It listens on 127.0.0.1 only, unless `tls` names another address.
 * @throws Error when the port or the folder is in use, naming by whom, or the server does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const { port, durable = true, startTimeout = 60_000 } = options;
  const dataDir = resolve(options.dataDir);
  const logFile = `${dataDir}.log`;
  const url = databaseUrl(port);

  const binaries = await findPostgresBinaries();
  const claim = await takeOverPostgres(dataDir);
  let service: Service | undefined;
  try {
    const account = prepareCluster(binaries, dataDir, durable);
    await requireFreePort(port, "Postgres");
    const settings = [
      ...(durable ? [] : volatileSettings),
      ...(options.tls ? prepareTls(dataDir, account, options.tls) : []),
    ];
    const launch = account.launch(binaries.postgres, serverArguments(dataDir, port, settings));
    service = await startService({ launch, logFile, stopSignals: postgresStopSignals });
    claim.record(service.pid);
    await untilReady(service, dataDir, startTimeout);
    await ensureDatabase(url);
  } catch (error) {
    await service?.stop();
    claim.release();
    throw error;
  }
  const { pid, exited, stop } = service;
  exited.then(claim.release);
  return { host: "127.0.0.1", port, pid, logFile, exited, url, stop };
}
