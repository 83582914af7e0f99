import { setTimeout as sleep } from "node:timers/promises";
import { findFreeBlock } from "#local/port-owner.ts";
import { type BuildOptions, tail } from "./build.ts";
import { startProcess } from "./process.ts";

/** The whole app of one build, as `next start` runs it. */
export interface NextServer {
  url: string;
  /** Asks for a path as a browser would; a redirect is an answer. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** What the app printed. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts the app on a free port and waits until it answers.
 * @param env the app sees this, `APP_URL`, `AUTH_PROVIDER` and nothing of the developer's environment.
 * @param host Next calls both names of this machine `localhost`, and where it listens on the other,
 * Clerk's proxy sends every request in circles.
 * @throws Error with what the app printed when it ends instead, or does not answer in 30 seconds.
 */
export async function startNext(
  build: Pick<BuildOptions, "provider"> & { folder: string },
  env: Record<string, string>,
  host = "127.0.0.1",
): Promise<NextServer> {
  const port = await findFreeBlock(1);
  const url = `http://${host}:${port}`;
  const running = startProcess({
    args: ["node_modules/next/dist/bin/next", "start", "-H", host, "-p", String(port)],
    folder: build.folder,
    env: {
      AUTH_PROVIDER: build.provider,
      APP_URL: url,
      PORT: String(port),
      // Without it no build with the product of the tests starts.
      EXAMPLE_URL: "https://example.test",
      ...env,
    },
    logFile: `${build.folder}.${port}.log`,
  });
  const deadline = Date.now() + 30_000;
  while (!(await answers(url))) {
    if (running.hasExited() || Date.now() > deadline) {
      await running.stop();
      throw new Error(`The app did not start:\n${tail(running.log(), 30)}`);
    }
    await sleep(50);
  }
  return {
    url,
    fetch: (path, init) => fetch(new URL(path, url), { redirect: "manual", ...init }),
    log: running.log,
    stop: running.stop,
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: "manual" });
    return true;
  } catch {
    return false;
  }
}
