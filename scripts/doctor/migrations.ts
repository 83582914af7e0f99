import { migrationState } from "#drizzle/migrations.ts";
import { endpoint } from "#lib/db/endpoints.ts";
import { postgresClient } from "#lib/db/node.ts";
import type { Variables } from "./environment.ts";
import type { Finding } from "./finding.ts";

const check = "Migrations";

/** Whether the database has had the migrations of this checkout; to be asked once it is reached. */
export async function checkMigrations(variables: Variables): Promise<Finding> {
  const client = postgresClient(endpoint("direct", variables));
  try {
    const { pending, unknown } = await migrationState(client);
    if (pending.length > 0) {
      const message = `${pending.length} migration(s) of this checkout are not applied to the database.`;
      // The database of `npm run dev` is migrated by it, and is in nobody's variables.
      const type = process.env.DATABASE_URL_UNPOOLED ? "npm run db:migrate" : "npm run dev";
      return { check, status: "problem", message, type };
    }
    if (unknown.length > 0) {
      const message = `The database has ${unknown.length} migration(s) that this checkout does not have.`;
      return { check, status: "problem", message, type: "git pull" };
    }
    return { check, status: "ok", message: "All migrations are applied." };
  } finally {
    await client.end({ timeout: 1 });
  }
}
