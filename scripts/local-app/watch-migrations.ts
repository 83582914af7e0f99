import { watch } from "node:fs";
import { resolve } from "node:path";
import { migrationState } from "#drizzle/migrations.ts";
import { postgresClient } from "#lib/db/node.ts";

/**
 * Says what to type when this checkout gets a migration that the database has not had, while the app
 * runs on it. It is not applied by itself: one that is written by hand is empty at first.
 */
export function watchMigrations(url: string, say: (line: string) => void): { stop(): void } {
  let known = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const count = await countPending(url);
    if (count > known) {
      say(`${count} new migration(s) are not applied. To apply them, run: npm run db:migrate`);
    }
    known = count;
  };
  const watcher = watch(resolve("drizzle/meta"), () => {
    clearTimeout(timer);
    // The journal and a snapshot are written one after the other.
    timer = setTimeout(look, 300).unref();
  });
  // Without it nothing is said.
  watcher.on("error", () => watcher.close());
  return {
    stop() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}

async function countPending(url: string): Promise<number> {
  const client = postgresClient(url);
  try {
    return (await migrationState(client)).pending.length;
  } catch {
    // A journal that is half written, or a database that stops: the next look will tell.
    return 0;
  } finally {
    await client.end({ timeout: 1 });
  }
}
