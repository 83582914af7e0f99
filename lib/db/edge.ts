import type { Database } from "./database.ts";
import { endpoint } from "./endpoints.ts";
import { httpDatabase } from "./http.ts";

let database: Database | undefined;

/**
 * The database as edge pages read it: over HTTP, 5 seconds an attempt, and a second attempt, which
 * is safe because its type has nothing that writes.
 * @throws EndpointError when no endpoint for reads is configured.
 */
export function readDatabase(): Database {
  database ??= httpDatabase(endpoint("read"), { attempts: 2, timeout: 5_000 });
  return database;
}
