import type postgres from "postgres";
import type { Database } from "#lib/db/database.ts";

/** What each part of a run needs. */
export interface Context {
  client: postgres.Sql;
  db: Database;
  isDryRun: boolean;
  isForced: boolean;
  signal: AbortSignal;
  say(line: string): void;
}
