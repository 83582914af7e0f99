import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcessNow, identify, type StopSignal } from "./process.ts";
import type { Launch } from "./unprivileged.ts";

/** A program that this process started and watches. */
export interface Service {
  pid: number;
  /** Resolves when the program ends, with how: `"exit code 1"` or `"signal SIGKILL"`. */
  exited: Promise<string>;
  /** Ends the program with the given signals, one after the other. May be called again. */
  stop(): Promise<void>;
}

/** A program that speaks Postgres, to the role `penning`. */
export interface DatabaseServer extends Service {
  host: "127.0.0.1";
  port: number;
  logFile: string;
  /** `postgres://penning:penning@127.0.0.1:<port>/<database>`, by default database `penning`. */
  url(database?: string): string;
}

/** How to reach a program that speaks Postgres, see `DatabaseServer`. */
export const databaseUrl =
  (port: number): DatabaseServer["url"] =>
  (database = "penning") =>
    `postgres://penning:penning@127.0.0.1:${port}/${encodeURIComponent(database)}`;

export interface ServiceOptions {
  launch: Launch;
  /** Receives what the program prints; emptied first. */
  logFile: string;
  stopSignals: readonly StopSignal[];
}

// Whatever ends this process short of SIGKILL takes its services along, those also that do not heed the
// first signal: a Postgres whose disk is full cannot shut down in order.
const running = new Map<number, readonly StopSignal[]>();
process.on("exit", () => {
  const services = [...running].map(([pid, signals]) => ({ service: identify(pid), signals }));
  // Postgres waits for the clients that PgBouncer has, which started last.
  for (const { service, signals } of services.toReversed()) endProcessNow(service, signals);
});

/** The environment of a service: nothing of the user's, whose PG* variables would redirect it. */
export function serviceEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

/**
 * Starts a program in a session of its own, so that Ctrl-C in the terminal reaches only us and we
 * decide who stops first.
 * @throws Error when the program cannot be started at all.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { launch, logFile, stopSignals } = options;
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(launch.command, launch.args, {
    ...launch.identity,
    cwd: "/",
    detached: true,
    env: serviceEnvironment(),
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => {
      if (child.pid !== undefined) running.delete(child.pid);
      resolve(signal ? `signal ${signal}` : `exit code ${code}`);
    });
  });
  await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  const { pid } = child;
  if (pid === undefined) throw new Error(`${launch.command} started without a process id`);
  running.set(pid, stopSignals);

  return {
    pid,
    exited,
    async stop() {
      for (const { signal, wait } of stopSignals) {
        if (!running.has(pid)) return;
        child.kill(signal);
        const timer = new AbortController();
        await Promise.race([
          exited,
          sleep(wait, undefined, { signal: timer.signal }).catch(() => undefined),
        ]);
        timer.abort();
      }
      await exited;
    },
  };
}

/** The last lines of a log, for an error message. */
export function logTail(logFile: string, lines = 15): string {
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}
