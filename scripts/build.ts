import { leaveOutCopies } from "./build/leave-out-copies.ts";
import { runCommand } from "./command.ts";
import { startNext } from "./local-app/next.ts";

const usage = `npm run build   builds the app into .next, as Vercel does when it is deployed

AUTH_PROVIDER  who signs people in, better-auth (the default) or clerk: the other one is in no bundle

Then npm start serves it with the environment of a deployment, and npm run preview -- --built on the
local services.`;

await runCommand({
  name: "npm run build",
  usage,
  // Next reads them itself.
  files: "none",
  async run() {
    const code = await startNext(["build"], process.env).exited;
    if (code !== 0) return code;
    const saved = leaveOutCopies(".next");
    console.log(`Left copies of chunks out of the edge functions: ${Math.round(saved / 1_000)} KB`);
    return 0;
  },
});
