import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Claim, claimFolder } from "./claim.ts";
import { findProgram } from "./find-program.ts";
import { requireFreePort } from "./port-owner.ts";
import { commandLine, endProcess, type StopSignal } from "./process.ts";
import {
  type DatabaseServer,
  databaseUrl,
  logTail,
  type Service,
  startService,
} from "./service.ts";
import { chooseAccount } from "./unprivileged.ts";

export type LocalPgBouncer = DatabaseServer;

export interface PgBouncerOptions {
  port: number;
  postgresPort: number;
  /** For the configuration; made when missing. The log and lock lie beside it. */
  dir: string;
  /** Backends for each database. With one, a leak from one client to the next would stay hidden. */
  poolSize?: number;
  maxClientConnections?: number;
}

// SIGTERM is immediate up to 1.22 and waits for the clients since 1.23. There is nothing to lose.
const stopSignals: readonly StopSignal[] = [
  { signal: "SIGTERM", wait: 500 },
  { signal: "SIGKILL", wait: 5_000 },
];

/** The path of the installed `pgbouncer`. */
export function findPgBouncer(): string | undefined {
  return findProgram("pgbouncer");
}

// Neon allows 10,000 clients. Each takes a file descriptor, and so does each backend.
function clientLimit(): number {
  const files = Number(execFileSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }));
  return Number.isNaN(files) ? 10_000 : Math.max(100, Math.min(10_000, files - 300));
}

function configuration(options: Required<PgBouncerOptions>, users: string): string {
  return `[databases]
* = host=127.0.0.1 port=${options.postgresPort}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${options.port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${options.poolSize}
max_client_conn = ${options.maxClientConnections}
ignore_startup_parameters = extra_float_digits
server_tls_sslmode = disable
server_idle_timeout = 60
server_login_retry = 1
`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => done(false));
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
  });
}

async function untilListening(service: Service, port: number, logFile: string): Promise<void> {
  let ended: string | undefined;
  service.exited.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + 10_000;
  while (ended !== undefined || !(await answers(port))) {
    const trouble = ended ?? (Date.now() > deadline ? "not ready after 10 s" : undefined);
    if (trouble) throw new Error(`PgBouncer did not start (${trouble}):\n${logTail(logFile)}`);
    await sleep(20);
  }
}

/**
 * Claims a folder of PgBouncer for this process and stops the one that a dead supervisor left.
 * @throws Error when one runs on the folder for somebody who is alive.
 */
export async function takeOverPgBouncer(dir: string): Promise<Claim> {
  const claim = claimFolder(dir, "PgBouncer");
  try {
    const { orphan } = claim;
    if (orphan && commandLine(orphan.pid).includes(dir)) await endProcess(orphan, stopSignals);
    return claim;
  } catch (error) {
    claim.release();
    throw error;
  }
}

/**
 * Starts PgBouncer in transaction mode, as Neon does, in front of every database of a local
 * Postgres. It listens on 127.0.0.1 only and knows the user `penning`.
 * @throws Error when it is not installed, when the port is in use, or when it does not start.
 */
export async function startPgBouncer(options: PgBouncerOptions): Promise<LocalPgBouncer> {
  const { port, postgresPort, poolSize = 20, maxClientConnections = clientLimit() } = options;
  const dir = resolve(options.dir);
  const binary = findPgBouncer();
  if (!binary) {
    throw new Error("PgBouncer is not installed. Run: sudo apt-get install pgbouncer");
  }
  const logFile = `${dir}.log`;
  const ini = join(dir, "pgbouncer.ini");
  const users = join(dir, "users.txt");

  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const claim = await takeOverPgBouncer(dir);
  let service: Service | undefined;
  try {
    await requireFreePort(port, "PgBouncer");
    const account = chooseAccount(dir, binary);
    const settings = { port, postgresPort, dir, poolSize, maxClientConnections };
    writeFileSync(ini, configuration(settings, users), { mode: 0o600 });
    writeFileSync(users, '"penning" "penning"\n', { mode: 0o600 });
    for (const path of [ini, users]) account.own(path);
    const launch = account.launch(binary, [ini]);
    service = await startService({ launch, logFile, stopSignals });
    claim.record(service.pid);
    await untilListening(service, port, logFile);
  } catch (error) {
    await service?.stop();
    claim.release();
    throw error;
  }
  const { pid, exited, stop } = service;
  exited.then(claim.release);
  const url = databaseUrl(port);
  return { host: "127.0.0.1", port, pid, logFile, exited, url, stop };
}
