import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";

/** One number for all deployments of one database: they wait for each other on it. */
const migrationLock = 7_366_464;

/**
 * Waits until this session alone may migrate the database. The lock ends with the session.
 *
 * It asks again and again. A session that waits inside `pg_advisory_lock` holds a snapshot, and
 * `create index concurrently` in the session that has the lock waits for all snapshots: a deadlock.
 * @param patience in milliseconds.
 * @throws Error when another session has the lock for longer.
 */
export async function lockMigrations(client: postgres.Sql, patience: number): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    const [lock] = await client`select pg_try_advisory_lock(${migrationLock}) as is_ours`;
    if (lock?.is_ours) return;
    if (Date.now() > deadline) {
      throw new Error(
        `Another session has been migrating this database for ${patience / 1_000} seconds. ` +
          "When it has ended, type: npm run db:migrate",
      );
    }
    await sleep(250);
  }
}
