import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";

export interface ProcessOptions {
  /** Arguments of Node; the first is the script. */
  args: string[];
  folder: string;
  env: Record<string, string>;
  logFile: string;
  /** It gives way to everything else that wants to run. */
  isPatient?: boolean;
}

/** A Node process with all that it starts, as one group. */
export interface RunningProcess {
  /** Resolves with the exit code, 1 after a signal. */
  exited: Promise<number>;
  hasExited(): boolean;
  log(): string;
  stop(): Promise<void>;
}

const groups = new Set<number>();
process.on("exit", () => {
  for (const pid of groups) end(pid, "SIGKILL");
});

// A worker of vitest whose parent was interrupted; only an orderly exit ends what it started.
process.once("disconnect", () => process.exit());

function end(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Gone already.
  }
}

/**
 * What a program needs from the machine, and nothing of the developer's environment, so that a test
 * never meets a real database or key. `node` is the Node that runs the tests.
 */
export function cleanEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "production",
    PATH: [join(folder, "node_modules/.bin"), process.env.PATH].join(":"),
    HOME: process.env.HOME ?? folder,
    TZ: "UTC",
    NEXT_TELEMETRY_DISABLED: "1",
    VERCEL_TELEMETRY_DISABLED: "1",
  };
}

/** Starts Node in `folder`; everything it starts ends with it, and with this process. */
export function startProcess(options: ProcessOptions): RunningProcess {
  const { args, folder, env, logFile, isPatient = false } = options;
  const file = openSync(logFile, "w");
  const child = spawn(process.execPath, args, {
    cwd: folder,
    detached: true,
    env: { ...cleanEnvironment(folder), ...env },
    stdio: ["ignore", file, file],
  });
  closeSync(file);
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  if (pid !== undefined && isPatient) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let code: number | undefined;
  const exited = new Promise<number>((resolve) => {
    const settle = (value: number) => {
      code = value;
      if (pid !== undefined) {
        end(pid, "SIGKILL");
        groups.delete(pid);
      }
      resolve(value);
    };
    child.once("exit", (value) => settle(value ?? 1)).once("error", () => settle(1));
  });
  return {
    exited,
    hasExited: () => code !== undefined,
    log: () => readFileSync(logFile, "utf8"),
    async stop() {
      if (pid === undefined || code !== undefined) return;
      end(pid, "SIGTERM");
      const timer = setTimeout(() => end(pid, "SIGKILL"), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
