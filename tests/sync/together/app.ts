import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { localEnvironment } from "#local/environment.ts";
import type { LocalNeonEnvironment } from "#local/neon.ts";
import { nothingUncaughtIn } from "../../nothing-uncaught.ts";

export interface App {
  url: string;
  /** Bytes of the heap in use after a full collection. */
  heap(): Promise<number>;
  /** Ends it at once, whatever it is doing. */
  kill(): Promise<void>;
}

const fixture = fileURLToPath(new URL("app.fixture.ts", import.meta.url));

/** Starts the app's receivers in a process of their own, on `port`. */
export async function startApp(port: number, env: LocalNeonEnvironment): Promise<App> {
  const child = spawn(process.execPath, ["--expose-gc", fixture, String(port)], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...localEnvironment(env) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  nothingUncaughtIn(child);
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      printed.push(String(chunk));
      if (printed.length > 20) printed.shift();
    });
  }
  await Promise.race([
    untilListening(child),
    once(child, "exit").then(() => {
      throw new Error(`The app did not start:\n${printed.join("")}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    async heap() {
      child.send("heap");
      const [bytes] = await once(child, "message");
      return Number(bytes);
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

function untilListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.stdout?.on("data", (chunk) => {
      if (String(chunk).includes("listening")) resolve();
    });
  });
}
