import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Database } from "./database.ts";
import { endpoint } from "./endpoints.ts";
import * as schema from "./schema.ts";

export interface ClientOptions {
  /** Connections at the most. A function instance serves with one; tests want more. */
  max?: number;
  /** Named prepared statements, which a pooler in transaction mode cannot keep. */
  prepare?: boolean;
}

// Without `fetch_types` postgres-js knows no arrays, and what drizzle then reads loses backslashes.
const texts = {
  to: 1_009,
  from: [1_009],
  serialize: String,
  parse: (literal: string) =>
    Array.from(literal.matchAll(/"((?:[^"\\]|\\.)*)"|([^{},]+)/gs), ([, quoted, bare]) =>
      quoted === undefined ? (bare === "NULL" ? null : bare) : quoted.replace(/\\(.)/gs, "$1"),
    ),
};

/**
 * A postgres-js client as functions on Node want it (docs/endpoints.md). It connects with its first
 * statement, not before.
 */
export function postgresClient(url: string, { max = 1, prepare = false }: ClientOptions = {}) {
  const options = {
    max,
    prepare,
    idle_timeout: 20,
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => {},
    types: { texts },
    // postgres-js leaves Nagle's algorithm on, which stalls a cold TLS connection for 40 ms. Its
    // types do not know the option. It reads `host` for TLS, because Neon routes by server name.
    socket: ({ host: [host], port: [port] }: { host: string[]; port: number[] }) =>
      Object.assign(connect({ host, port: port ?? 5_432, noDelay: true }), { host }),
  };
  return postgres(url, options);
}

/** Drizzle on postgres-js. `end` closes its connections once they are idle, for scripts and tests. */
export function tcpDatabase(
  url: string,
  options?: ClientOptions,
): { db: Database; end(): Promise<void> } {
  const client = postgresClient(url, options);
  return { db: drizzle(client, { schema }), end: () => client.end({ timeout: 5 }) };
}

let database: Database | undefined;

/**
 * The database as Node functions use it, through the pooler.
 *
 * A provider freezes a function between requests. Meanwhile the pooler may close the connection, which
 * the thawed process learns only when its event loop next looks at its sockets: so look, before a
 * statement is written into a connection that is no more.
 * @throws EndpointError when the pooled endpoint is missing or wrong.
 */
export async function writeDatabase(): Promise<Database> {
  database ??= tcpDatabase(endpoint("pooled")).db;
  await setImmediate();
  await setImmediate();
  return database;
}
