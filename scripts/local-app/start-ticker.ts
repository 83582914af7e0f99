import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/** Starts the clock of this machine. Without it the app works, and what is scheduled waits. */
export function startTicker(env: NodeJS.ProcessEnv): { stop(): Promise<void> } {
  const child = spawn(process.execPath, [resolve("scripts/local-app/ticker.ts")], {
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(child, "exit").finally(() => process.off("exit", kill));
  return {
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(kill, 5_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
