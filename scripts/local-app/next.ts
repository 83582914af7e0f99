import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, existsSync } from "node:fs";
import { resolve } from "node:path";

/** Next with all the processes that it starts, as one group: none of them is left behind. */
export interface NextProcess {
  /** Resolves with the exit code, 1 after a signal. */
  exited: Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts Next in the folder of the project.
 * @throws Error of the system when it may not write where it builds.
 */
export function startNext(args: string[], env: NodeJS.ProcessEnv): NextProcess {
  if (existsSync(".next")) accessSync(".next", constants.W_OK);
  const script = resolve("node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [script, ...args], {
    detached: true,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(-child.pid, name);
    } catch {
      // The whole group has ended.
    }
  };
  const killAll = () => signal("SIGKILL");
  process.once("exit", killAll);
  const exited = once(child, "exit").then(([code]) => {
    killAll();
    process.off("exit", killAll);
    return typeof code === "number" ? code : 1;
  });
  return {
    exited,
    async stop() {
      signal("SIGTERM");
      const timer = setTimeout(killAll, 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
