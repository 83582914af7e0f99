import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { runCommand } from "./command.ts";
import { runLocalApp } from "./local-app/run.ts";
import { UsageError } from "./usage-error.ts";

const usage = `npm run preview               build for production and serve it with the local services
npm run preview -- --built    serve the last build
npm run preview -- --fresh    with new data (deletes .local)

PORT        port of the app (3000)
LOCAL_PORT  first port of the local services (54320)

Uses the same services and data as npm run dev, without any account or network.`;

await runCommand({
  name: "npm run preview",
  usage,
  options: { built: { type: "boolean" }, fresh: { type: "boolean" } },
  files: "none",
  stopsItself: true,
  async run({ values: { built = false, fresh = false } }) {
    if (built && !existsSync(resolve(import.meta.dirname, "../.next/BUILD_ID"))) {
      throw new UsageError("There is no build to serve. Build it first: npm run preview");
    }
    return runLocalApp({
      name: "npm run preview",
      mode: "production",
      isToBuild: !built,
      isFresh: fresh,
    });
  },
});
