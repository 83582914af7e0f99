import { seed } from "#drizzle/seed.ts";
import { runCommand } from "./command.ts";
import { chooseDatabase, onDatabase, placeOf } from "./database.ts";

const usage = `npm run db:seed   fills an empty database on this machine with demo data

The database is that of DATABASE_URL_UNPOOLED, in the environment or in .env.local and its like, or the
one of \`npm run dev\`, which does this by itself. One that has demo data is left as it is.`;

await runCommand({
  name: "npm run db:seed",
  usage,
  async run() {
    const database = chooseDatabase("direct");
    await onDatabase(database, seed);
    console.log(`There is demo data in ${placeOf(database)}.`);
    return 0;
  },
});
