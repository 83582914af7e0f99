import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { startGateway } from "#local/gateway/server.ts";
import {
  findPgBouncer,
  type LocalPgBouncer,
  startPgBouncer,
  takeOverPgBouncer,
} from "./pgbouncer.ts";
import { findFreeBlock } from "./port-owner.ts";
import { defaultLocalPort, type LocalPorts, localPorts } from "./ports.ts";
import { type LocalPostgres, startPostgres, takeOverPostgres } from "./postgres.ts";

/** The three ways in, under the names that Vercel's Neon integration sets. */
export interface LocalNeonEnvironment {
  DATABASE_URL: string;
  DATABASE_URL_UNPOOLED: string;
  DATABASE_URL_READ: string;
}

export interface LocalNeon {
  ports: LocalPorts;
  env: LocalNeonEnvironment;
  postgres: LocalPostgres;
  /** `undefined` when PgBouncer is not installed: then `DATABASE_URL` connects directly. */
  pgbouncer: LocalPgBouncer | undefined;
  gateway: Awaited<ReturnType<typeof startGateway>>;
  /** Resolves with a sentence when Postgres or PgBouncer ends without having been told to. */
  failed: Promise<string>;
  /** Stops everything, last started first. May be called again. */
  stop(): Promise<void>;
}

export interface LocalNeonOptions {
  /** `"any"` takes a block of free ports; by default the block of `LOCAL_PORT`. */
  ports?: LocalPorts | "any";
  /** Holds the data, logs and configuration of all services. */
  dataDir?: string;
  /** `false` trades safety after a power cut for speed; for tests only. */
  durable?: boolean;
  /** Receives one short line for each step. */
  report?(line: string): void;
}

const blockSize = Object.keys(localPorts(defaultLocalPort)).length;

/**
 * Starts Neon on this machine: Postgres, PgBouncer when it is installed, and the SQL-over-HTTP
 * gateway.
 * @throws Error when one of them does not start; those already started are stopped first.
 */
export async function startLocalNeon(options: LocalNeonOptions = {}): Promise<LocalNeon> {
  const { dataDir = ".local", durable = true, report = () => {} } = options;
  const ports =
    options.ports === "any"
      ? localPorts(await findFreeBlock(blockSize))
      : (options.ports ?? localPorts());

  // Last started first; one that cannot be stopped keeps no other from it.
  const started = new AsyncDisposableStack();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= started.disposeAsync();
    return stopping;
  };

  try {
    const postgres = await startPostgres({
      dataDir: join(dataDir, "postgres"),
      port: ports.postgres,
      durable,
    });
    started.defer(postgres.stop);
    report(`Postgres listens on 127.0.0.1:${ports.postgres}`);

    let pgbouncer: LocalPgBouncer | undefined;
    if (findPgBouncer()) {
      const dir = join(dataDir, "pgbouncer");
      pgbouncer = await startPgBouncer({
        port: ports.pgbouncer,
        postgresPort: ports.postgres,
        dir,
      });
      started.defer(pgbouncer.stop);
      report(`PgBouncer listens on 127.0.0.1:${ports.pgbouncer}`);
    } else {
      report("PgBouncer is missing, so Node connects directly: sudo apt-get install pgbouncer");
    }

    const { host, port } = postgres;
    const gateway = await startGateway({ port: ports.gateway, postgres: { host, port } });
    started.defer(() => gateway.close());
    report(`The Neon HTTP gateway listens on 127.0.0.1:${ports.gateway}`);

    const env = {
      DATABASE_URL: (pgbouncer ?? postgres).url(),
      DATABASE_URL_UNPOOLED: postgres.url(),
      DATABASE_URL_READ: `postgres://penning:penning@ep-local.penning.localhost:${ports.gateway}/penning`,
    };
    const failed = new Promise<string>((resolve) => {
      for (const [name, service] of Object.entries({ Postgres: postgres, PgBouncer: pgbouncer })) {
        service?.exited.then((how) => {
          if (!stopping) resolve(`${name} ended (${how}); its log is ${service.logFile}`);
        });
      }
    });
    return { ports, env, postgres, pgbouncer, gateway, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Deletes the data of all local services, after stopping what a dead run left behind.
 * @throws Error when they are in use.
 */
export async function removeLocalData(dataDir = ".local"): Promise<void> {
  const postgres = await takeOverPostgres(resolve(dataDir, "postgres"));
  try {
    await takeOverPgBouncer(resolve(dataDir, "pgbouncer"));
    rmSync(dataDir, { recursive: true, force: true });
  } finally {
    postgres.release();
  }
}
