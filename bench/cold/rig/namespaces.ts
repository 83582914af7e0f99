import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { findProgram } from "#local/find-program.ts";

const inside = "PENNING_BENCH_NAMESPACE";

/** Says in the environment of a process that it is in a network namespace of its own. */
export const insideNamespace = { [inside]: "1" };

export const delayerFile = join(import.meta.dirname, "delayer.py");

export const isInside = (): boolean => process.env[inside] === "1";

/** Root makes namespaces; anybody else where the system lets them have one of users as well. */
export function ownNamespace(): string[] {
  const user = process.getuid?.() === 0 ? [] : ["--user", "--map-current-user", "--keep-caps"];
  return ["unshare", ...user, "--net", "--mount"];
}

/** Why packets cannot be held on this machine, as the end of a sentence; `undefined` when they can. */
export function whyNoDelay(): string | undefined {
  for (const program of ["unshare", "nsenter", "mount", "python3"]) {
    if (!findProgram(program)) return `${program} is not installed`;
  }
  if (!existsSync("/dev/net/tun")) return "there is no /dev/net/tun";
  const [command = "", ...args] = ownNamespace();
  const { status, stderr } = spawnSync(command, [...args, "python3", delayerFile], {
    input: "",
    encoding: "utf8",
    timeout: 10_000,
  });
  return status === 0 ? undefined : `this account may not (${stderr.trim() || "timed out"})`;
}

/** Runs a script of ours in a network namespace of its own, and resolves with its exit code. */
export async function runInside(script: string, args: string[]): Promise<number> {
  const [command = "", ...flags] = ownNamespace();
  const child = spawn(command, [...flags, process.execPath, script, ...args], {
    env: { ...process.env, ...insideNamespace },
    // When this process is killed, the other one sees the channel close.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  return ended(child);
}

const children = new Set<number>();
process.on("exit", () => {
  for (const pid of children) {
    try {
      process.kill(pid, "SIGTERM");
    } catch {
      // Gone already.
    }
  }
});

/** The exit code of a child that is ended with this process; 1 after a signal. */
export function ended(child: ChildProcess): Promise<number> {
  const { pid } = child;
  if (pid !== undefined) children.add(pid);
  return new Promise((resolve) => {
    const settle = (code: number) => {
      if (pid !== undefined) children.delete(pid);
      resolve(code);
    };
    child.once("exit", (code) => settle(code ?? 1)).once("error", () => settle(1));
  });
}
