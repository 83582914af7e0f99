import { migrate } from "#drizzle/migrate.ts";
import { runCommand } from "./command.ts";
import { chooseDatabase, onDatabase, placeOf } from "./database.ts";

const usage = `npm run db:migrate   applies the pending migrations of this checkout

Uses DATABASE_URL_UNPOOLED from the environment or from .env.local and similar files, or else the
database of \`npm run dev\`. Concurrent runs wait for each other.`;

await runCommand({
  name: "npm run db:migrate",
  usage,
  async run() {
    const database = chooseDatabase("direct");
    const applied = await onDatabase(database, (url) => migrate(url));
    const place = placeOf(database);
    console.log(
      applied === 0
        ? `The database is up to date: ${place}.`
        : `Applied ${applied} migration(s) to ${place}.`,
    );
    return 0;
  },
});
