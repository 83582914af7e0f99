import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyPending } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { endpoint } from "#lib/db/endpoints.ts";
import { postgresClient } from "#lib/db/node.ts";
import { loadEnvironmentFiles } from "#scripts/environment-files.ts";

/** One number for all deployments of one database: they wait for each other on it. */
const migrationLock = 7_366_464;

const ownFolder = fileURLToPath(new URL(".", import.meta.url));

/**
 * Applies the migrations that a database has not had, in one transaction: all or none.
 * A second caller waits, and then finds nothing to do.
 * @param url of the direct endpoint; the lock belongs to a session, which a pooler does not keep.
 * @returns how many were applied.
 * @throws Error when one would be skipped: drizzle applies only what is newer than the newest applied,
 * so one that was made on another branch earlier, and came later, would never be.
 */
export async function migrate(url: string, migrationsFolder = ownFolder): Promise<number> {
  // Ten minutes, whatever the role's own setting. A pooler refuses the setting, as it should here.
  const connection = { lock_timeout: 600_000 };
  const client = postgresClient(url, { connection });
  try {
    await client`select pg_advisory_lock(${migrationLock})`;
    const { pending, newestApplied } = await migrationState(client, migrationsFolder);
    const skipped = pending.filter((madeAt) => madeAt < newestApplied);
    if (skipped.length > 0) {
      throw new Error(
        `${skipped.length} migration(s) are older than the newest that the database has had. ` +
          "Delete them from drizzle/ and type: npm run db:generate",
      );
    }
    await applyPending(drizzle(client), { migrationsFolder });
    return pending.length;
  } finally {
    await client.end();
  }
}

/** Which migrations a database has had, each told by when it was made, in milliseconds. */
export interface MigrationState {
  /** Those of the folder that the database has not had. */
  pending: number[];
  /** Those of the database that the folder has not. */
  unknown: number[];
  /** 0 when there is none. */
  newestApplied: number;
}

/** Compares a database with a folder of migrations, by default those of this project. */
export async function migrationState(
  client: postgres.Sql,
  migrationsFolder = ownFolder,
): Promise<MigrationState> {
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
  const applied = await listApplied(client);
  return {
    pending: known.filter((madeAt) => !applied.includes(madeAt)),
    unknown: applied.filter((madeAt) => !known.includes(madeAt)),
    newestApplied: Math.max(0, ...applied),
  };
}

async function listApplied(client: postgres.Sql): Promise<number[]> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.name) return [];
  const applied = await client`select created_at from drizzle.__drizzle_migrations`;
  return applied.map((row) => Number(row.created_at));
}

if (import.meta.main) {
  loadEnvironmentFiles();
  const applied = await migrate(endpoint("direct"));
  console.log(applied === 0 ? "The database is up to date." : `Applied ${applied} migration(s).`);
}
