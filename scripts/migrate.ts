import { migrate } from "#drizzle/migrate.ts";
import { runCommand } from "./command.ts";
import { chooseDatabase, onDatabase, placeOf } from "./database.ts";

const usage = `npm run db:migrate   applies the migrations of this checkout that the database has not had

The database is that of DATABASE_URL_UNPOOLED, in the environment or in .env.local and its like, or the
one of \`npm run dev\` on this machine. Two that migrate at the same time wait for each other.`;

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
