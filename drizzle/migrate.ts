import type postgres from "postgres";
import { postgresClient } from "#lib/db/node.ts";
import { type ApplyOptions, applyMigration, lockTimeout, statementTimeout } from "./apply.ts";
import { lockMigrations } from "./lock.ts";
import { migrationState, ownFolder, readMigrations } from "./migrations.ts";

/** Ten minutes, for those who migrate at the same time and for tables in use alike. */
const usualPatience = 600_000;

/**
 * Applies the migrations that a database has not had, each in a transaction of its own: one that fails
 * leaves nothing, and those before it stay. A file whose first line is `-- no transaction` runs outside
 * one. A second caller waits, and then finds nothing to do.
 * @param url of the direct endpoint; the lock belongs to a session, which a pooler does not keep.
 * @returns how many were applied.
 * @throws MigrationError naming the one that failed.
 * @throws Error when one would be skipped: only what is newer than the newest applied is applied, so
 * one that was made on another branch earlier, and came later, would never be.
 */
export async function migrate(
  url: string,
  folder = ownFolder,
  { patience = usualPatience, report = console.error }: Partial<ApplyOptions> = {},
): Promise<number> {
  // Whatever the role's own settings. A pooler refuses these, as it should here.
  const connection = { lock_timeout: lockTimeout, statement_timeout: statementTimeout };
  const client = postgresClient(url, { connection });
  try {
    await lockMigrations(client, patience);
    const { pending, newestApplied } = await migrationState(client, folder);
    const skipped = pending.filter((madeAt) => madeAt < newestApplied);
    if (skipped.length > 0) {
      throw new Error(
        `${skipped.length} migration(s) are older than the newest that the database has had. ` +
          "Delete them from drizzle/ and type: npm run db:generate",
      );
    }
    await createJournal(client);
    const missing = readMigrations(folder).filter(({ madeAt }) => pending.includes(madeAt));
    for (const migration of missing) {
      await applyMigration(client, migration, { patience, report });
    }
    return missing.length;
  } finally {
    await client.end();
  }
}

/** As drizzle's own migrator creates it. */
async function createJournal(client: postgres.Sql): Promise<void> {
  await client`create schema if not exists drizzle`;
  await client`
    create table if not exists drizzle.__drizzle_migrations
    (id serial primary key, hash text not null, created_at bigint)`;
}
