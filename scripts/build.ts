import { leaveOutCopies } from "./build/leave-out-copies.ts";
import { runCommand } from "./command.ts";
import { startNext } from "./local-app/next.ts";

const usage = `npm run build   builds the app into .next, as Vercel does when it is deployed

PRODUCTS       the products, newsletter, crm and ai, with commas between; all (default), or none
AUTH_PROVIDER  the identity provider, better-auth (default) or clerk. Bundles leave out the other one

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
