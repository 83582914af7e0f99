import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyPending } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { endpoint } from "#lib/db/endpoints.ts";

/** One number for all deployments of one database: they wait for each other on it. */
const migrationLock = 7_366_464;

const ownFolder = fileURLToPath(new URL(".", import.meta.url));

/**
 * Applies the migrations that a database has not had, in one transaction: all or none.
 * A second caller waits, and then finds nothing to do.
 * @param url of the direct endpoint; the lock belongs to a session, which a pooler does not keep.
 * @returns how many were applied.
 */
export async function migrate(url: string, migrationsFolder = ownFolder): Promise<number> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connection: { lock_timeout: 0 } });
  try {
    await client`select pg_advisory_lock(${migrationLock})`;
    const before = await countApplied(client);
    await applyPending(drizzle(client), { migrationsFolder });
    return (await countApplied(client)) - before;
  } finally {
    await client.end();
  }
}

/** How many migrations a database has had. */
export async function countApplied(client: postgres.Sql): Promise<number> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return 0;
  const [applied] =
    await client`select count(*)::integer as count from drizzle.__drizzle_migrations`;
  return Number(applied?.count);
}

if (import.meta.main) {
  const applied = await migrate(endpoint("direct"));
  console.log(applied === 0 ? "The database is up to date." : `Applied ${applied} migration(s).`);
}
