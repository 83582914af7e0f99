import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { errorCode } from "#lib/db/errors.ts";
import type { Migration } from "./migrations.ts";

/**
 * How long a statement waits for a lock, in milliseconds. While it waits, every later statement on the
 * table waits behind it, plain reads too.
 */
export const lockTimeout = 1_000;

/** How long one statement may take, in milliseconds; one that rewrites a large table takes minutes. */
export const statementTimeout = 10 * 60_000;

/** Somebody else has the lock, or the migration and somebody else waited for each other. */
const inUseCodes = ["55P03", "40P01"];

/** Names the migration that failed, and says what is left of it. */
export class MigrationError extends Error {
  override name = "MigrationError";
  constructor({ tag, isTransaction }: Migration, cause: unknown) {
    const left = isTransaction
      ? "It left nothing; those before it are applied."
      : "It runs outside a transaction, so its earlier statements are applied, as are those before it.";
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Migration ${tag} failed: ${reason}. ${left}`, { cause });
  }
}

export interface ApplyOptions {
  /** How long to try again while a table is in use, in milliseconds. */
  patience: number;
  /** Told about each try that met somebody else's lock. */
  report(line: string): void;
}

/**
 * Applies one migration, and again while a table that it changes is in use, with longer and longer
 * pauses in which everybody who waited behind it goes on.
 * @throws MigrationError
 */
export async function applyMigration(
  client: postgres.Sql,
  migration: Migration,
  { patience, report }: ApplyOptions,
): Promise<void> {
  const deadline = Date.now() + patience;
  for (let pause = 500; ; pause = Math.min(pause * 2, 8_000)) {
    try {
      return await (migration.isTransaction ? inTransaction : outsideTransaction)(
        client,
        migration,
        patience,
      );
    } catch (error) {
      const isInUse = inUseCodes.includes(errorCode(error) ?? "");
      if (!isInUse || Date.now() + pause > deadline) throw new MigrationError(migration, error);
      report(`${migration.tag} waits for a table that is in use, and tries again.`);
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  }
}

async function inTransaction(client: postgres.Sql, migration: Migration): Promise<void> {
  await client.begin(async (transaction) => {
    // A connection that was lost took the lock of the migrations with it.
    await transaction`lock table drizzle.__drizzle_migrations in exclusive mode`;
    if (await isApplied(transaction, migration)) return;
    for (const statement of migration.statements) await transaction.unsafe(statement);
    await remember(transaction, migration);
  });
}

/**
 * Each statement on its own, from the first one on each try: a file that asks for this has statements
 * that may run twice, such as `create index concurrently if not exists`.
 */
async function outsideTransaction(
  client: postgres.Sql,
  migration: Migration,
  patience: number,
): Promise<void> {
  for (const statement of [...(await invalidIndexes(client, migration)), ...migration.statements]) {
    // It waits for transactions, and nobody waits for it.
    const isConcurrent = /\bconcurrently\b/i.test(statement);
    await client.unsafe(`set lock_timeout = ${isConcurrent ? patience : lockTimeout}`);
    await client.unsafe(statement);
  }
  await client.unsafe(`set lock_timeout = ${lockTimeout}`);
  await remember(client, migration);
}

/**
 * Statements that drop what an earlier try left. `create index concurrently` that fails leaves an index
 * that no query uses and every write keeps up, and `if not exists` then takes it for the index.
 * Source: https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
async function invalidIndexes(client: postgres.Sql, { statements }: Migration): Promise<string[]> {
  const names = new Set(statements.flatMap((statement) => statement.split(/[^\w$]+/)));
  const invalid = await client`
    select relname as name, indexrelid::regclass::text as quoted
    from pg_index join pg_class on pg_class.oid = indexrelid where not indisvalid`;
  return invalid
    .filter(({ name }) => names.has(name))
    .map(({ quoted }) => `drop index concurrently ${quoted}`);
}

async function isApplied(client: postgres.ISql, { madeAt }: Migration): Promise<boolean> {
  const found = await client`
    select from drizzle.__drizzle_migrations where created_at = ${madeAt}`;
  return found.length > 0;
}

/** Where drizzle's own migrator remembers them: a database that it has migrated goes on here. */
async function remember(client: postgres.ISql, { hash, madeAt }: Migration): Promise<void> {
  await client`
    insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${madeAt})`;
}
