import { runCommand } from "./command.ts";
import { runLocalApp } from "./local-app/run.ts";

const usage = `npm run dev                 start the app with everything it needs, on this machine
npm run dev -- --fresh      the same, with new data (deletes .local)

PORT        port of the app (3000)
LOCAL_PORT  first port of the local services (54320)

Migrations are applied when it starts, and by npm run db:migrate while it runs. Of .env.local and its
like it takes PORT, LOCAL_PORT, AUTH_PROVIDER and what begins with CLERK_ or POLAR_; its own services
win over the rest.`;

await runCommand({
  name: "npm run dev",
  usage,
  options: { fresh: { type: "boolean" } },
  files: "none",
  stopsItself: true,
  run: ({ values }) =>
    runLocalApp({ name: "npm run dev", mode: "development", isFresh: values.fresh ?? false }),
});
