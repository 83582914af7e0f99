import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { cleanEnvironment } from "#tests/build/process.ts";
import { projectFolder } from "#tests/build/sources.ts";

/** Sends a webhook to the app under test, as `npm run webhook` does from a terminal. */
export async function sendWebhook(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(projectFolder, "scripts/webhook.ts"), ...args, "--url", inject("app")],
    { cwd: projectFolder, env: { ...cleanEnvironment(projectFolder), ...inject("env") } },
  );
  return stdout;
}
