import { runCommand } from "./command.ts";
import { runLocalApp } from "./local-app/run.ts";

const usage = `npm run dev                 start the app with all its local services
npm run dev -- --fresh      start over with new data (deletes .local)

PORT        port of the app (3000)
LOCAL_PORT  first port of the local services (54320)

Applies migrations when it starts. While it runs, apply new ones with npm run db:migrate. It reads
PORT, LOCAL_PORT, AUTH_PROVIDER, CLERK_* and POLAR_* from .env.local and similar files. Its own local
services override everything else.`;

await runCommand({
  name: "npm run dev",
  usage,
  options: { fresh: { type: "boolean" } },
  files: "none",
  stopsItself: true,
  run: ({ values }) =>
    runLocalApp({ name: "npm run dev", mode: "development", isFresh: values.fresh ?? false }),
});
