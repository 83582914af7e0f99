import { seed } from "#drizzle/seed.ts";
import { runCommand } from "./command.ts";
import { chooseDatabase, onDatabase, placeOf } from "./database.ts";

const usage = `npm run db:seed   fills an empty database on this machine with demo data

Uses DATABASE_URL_UNPOOLED from the environment or from .env.local and similar files, or else the
database of \`npm run dev\`, which seeds itself. A database with demo data stays unchanged.`;

await runCommand({
  name: "npm run db:seed",
  usage,
  async run() {
    const database = chooseDatabase("direct");
    await onDatabase(database, seed);
    console.log(`Demo data is in ${placeOf(database)}.`);
    return 0;
  },
});
