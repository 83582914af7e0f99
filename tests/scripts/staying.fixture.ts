import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "#local/postgres.ts";
import { runCommand } from "#scripts/command.ts";

// A script that starts Postgres and stays, or fails the way that it is told.
await runCommand({
  name: "npm run stay",
  usage: "",
  words: 3,
  files: "none",
  async run({ words: [folder = "", port = "", how = "stay"] }) {
    const dataDir = join(folder, "postgres");
    const postgres = await startPostgres({ dataDir, port: Number(port), durable: false });
    console.log(`postgres ${postgres.pid} script ${process.pid}`);
    if (how === "throw") throw new Error("It failed.");
    if (how === "throw elsewhere") {
      setTimeout(() => {
        throw new TypeError("Cannot read properties of null");
      });
    }
    await sleep(600_000);
    return 0;
  },
});
