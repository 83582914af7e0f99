import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process, told apart from a later one that was given the same id. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the words of the operating system; `null` where that cannot be read. */
  started: string | null;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

// Slim Linux images have no `ps`; macOS has no /proc.
function ps(pid: number, column: string): string {
  return (
    spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).stdout ?? ""
  );
}

/** Whether a process with this id exists and still runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const stat = read(`/proc/${pid}/stat`);
  return stat === undefined || stat.slice(stat.lastIndexOf(")") + 2).charAt(0) !== "Z";
}

/** The command line of a process, `""` when it is gone or hidden from us. */
export function commandLine(pid: number): string {
  if (process.platform !== "linux") return ps(pid, "command").trim();
  return (read(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ").trim();
}

export function identify(pid: number): ProcessIdentity {
  if (process.platform !== "linux") return { pid, started: ps(pid, "lstart").trim() || null };
  const stat = read(`/proc/${pid}/stat`);
  // The name in field 2 may hold spaces and brackets; the start time is field 22.
  const started = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return { pid, started: started ?? null };
}

/** Whether this very process, and not a later one with its id, is still running. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (!isAlive(identity.pid)) return false;
  return identity.started === null || identify(identity.pid).started === identity.started;
}

/**
 * Ends a process that is not our child: sends each signal in turn and waits for it to take effect.
 * @throws Error when it outlives all of them.
 */
export async function endProcess(
  identity: ProcessIdentity,
  signals: readonly StopSignal[],
): Promise<void> {
  for (const { signal, wait } of signals) {
    if (!isRunning(identity)) return;
    process.kill(identity.pid, signal);
    const deadline = Date.now() + wait;
    while (isRunning(identity) && Date.now() < deadline) await sleep(20);
  }
  if (isRunning(identity)) throw new Error(`Process ${identity.pid} cannot be stopped`);
}

/**
 * The same for a process that is about to exit, and can wait for nothing else. It throws nothing.
 * A child that has ended stays a zombie meanwhile, which only Linux tells from one that runs.
 */
export function endProcessNow(identity: ProcessIdentity, signals: readonly StopSignal[]): void {
  for (const { signal, wait } of signals) {
    if (!isRunning(identity)) return;
    try {
      process.kill(identity.pid, signal);
    } catch {
      return;
    }
    if (process.platform !== "linux") return;
    const deadline = Date.now() + wait;
    while (isRunning(identity) && Date.now() < deadline) pause(20);
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** A signal and how many milliseconds it is given before the next, harder one. */
export interface StopSignal {
  signal: NodeJS.Signals;
  wait: number;
}
