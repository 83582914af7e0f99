import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
let running: ChildProcess | undefined;
let isStopped = false;

/** The program said what is wrong; nothing is left to say. */
export class ProgramFailed extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit code ${code}`);
    this.code = code;
  }
}

/**
 * Runs a program of node_modules to its end.
 * @throws ProgramFailed
 */
export async function runProgram(script: string, args: string[], output?: "quiet"): Promise<void> {
  if (isStopped) throw new ProgramFailed(130);
  const child = spawn(process.execPath, [join(root, "node_modules", script), ...args], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", output === "quiet" ? "ignore" : "inherit", "inherit"],
  });
  running = child;
  const [code] = await once(child, "exit");
  running = undefined;
  if (code !== 0) throw new ProgramFailed(typeof code === "number" ? code : 1);
}

/**
 * Ends the program that runs, which ends what it started; the rest of a step then does not run. What
 * runs in this process itself ends with it.
 */
export function stopPrograms(): void {
  isStopped = true;
  if (running) running.kill("SIGTERM");
  else process.exit(130);
}

/** Whether somebody wanted all of it to end. */
export const wasStopped = (): boolean => isStopped;
