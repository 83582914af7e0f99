import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StopSignal } from "./process.ts";
import { commandLine, endProcess, identify, isAlive } from "./process.ts";

/** Fast shutdown, immediate shutdown, and last the one that leaves no choice. */
export const postgresStopSignals: readonly StopSignal[] = [
  { signal: "SIGINT", wait: 10_000 },
  { signal: "SIGQUIT", wait: 5_000 },
  { signal: "SIGKILL", wait: 5_000 },
];

// Larger than any process id, so Postgres finds it dead.
const noProcess = "2147483647";

/** Lines of postmaster.pid; see `LOCK_FILE_LINE_*` in Postgres' src/include/utils/pidfile.h. */
function readPidFile(dataDir: string): { pid: number; status: string } | undefined {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Math.abs(Number.parseInt(lines[0] ?? "", 10)), status: (lines[7] ?? "").trim() };
}

/** Whether the server with this process id has said that it accepts connections. */
export function isReady(dataDir: string, pid: number): boolean {
  const postmaster = readPidFile(dataDir);
  return postmaster?.pid === pid && postmaster.status === "ready";
}

function isPostgresOn(dataDir: string, pid: number): boolean {
  const command = ` ${commandLine(pid)} `;
  return (
    /\bpostgres\b/.test(command) &&
    [dataDir, realpathSync(dataDir)].some((folder) => command.includes(` ${folder} `))
  );
}

/**
 * Deals with the postmaster.pid that an earlier run left in the data folder.
 * A server that still runs on this folder is stopped when its supervisor is known to be dead. When
 * the id in the file now belongs to a stranger, the id is replaced and not the file removed, since
 * Postgres also learns from it whether old backends are still attached.
 * @throws Error when a server runs on this folder that we did not start.
 */
export async function clearPostmaster(dataDir: string, isOrphan: boolean): Promise<void> {
  const pid = readPidFile(dataDir)?.pid;
  if (pid === undefined || !isAlive(pid)) return;
  if (!isPostgresOn(dataDir, pid)) {
    const file = join(dataDir, "postmaster.pid");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^-?\d+/, noProcess));
    return;
  }
  if (!isOrphan) {
    throw new Error(
      `Postgres already runs on ${dataDir} as process ${pid}, and was not started from here. ` +
        `Stop it first: kill -INT ${pid}`,
    );
  }
  await endProcess(identify(pid), postgresStopSignals);
}
