/** One run, as a program of its own: rig/namespaces.ts starts it in a network namespace. */
import process from "node:process";
import { builtApps } from "./build.ts";
import { here } from "./here.ts";
import { coldOptions } from "./options.ts";

// Whatever was started is stopped when this process exits.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => process.exit(130));
}
const abandoned = () => process.exit(130);
process.on("disconnect", abandoned);

const [outputs = "", layer = "", options = ""] = process.argv.slice(2);
try {
  if (
    !(await here(
      builtApps.parse(JSON.parse(outputs)),
      layer,
      coldOptions.parse(JSON.parse(options)),
    ))
  )
    process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error && !error.cause ? error.message : error);
  process.exitCode = 1;
}
// Also when it failed half-way and something still runs.
process.exit();
