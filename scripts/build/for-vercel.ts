import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { leaveOutEnvironment } from "./leave-out-environment.ts";

/**
 * `vercel build` for production, as `vercel deploy --prebuilt --prod` takes it. Arguments are passed on;
 * `--target preview` builds for a preview instead.
 */
function buildForVercel(args: string[]): number {
  const command = resolve("node_modules/vercel/dist/vc.js");
  const isTargetGiven = args.some((arg) => arg.startsWith("--target"));
  const target = isTargetGiven ? [] : ["--prod"];
  const built = spawnSync(process.execPath, [command, "build", ...target, ...args], {
    stdio: "inherit",
  });
  if (built.status !== 0) return built.status ?? 1;
  const found = leaveOutEnvironment(join(resolve(".vercel"), "output"));
  if (found.length > 0) console.log(`Left out of the functions: ${found.join(", ")}`);
  return 0;
}

process.exitCode = buildForVercel(process.argv.slice(2));
