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
  /** Statements that may be sent while another is not answered; 0 leaves no `begin` either. */
  max_pipeline?: number;
  /** Called when a connection has closed, for whatever reason. */
  onclose?(): void;
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
export function postgresClient(url: string, clientOptions: ClientOptions = {}) {
  const options = {
    max: 1,
    prepare: false,
    ...clientOptions,
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

/**
 * Drizzle on postgres-js. `end` closes its connections once they are idle, for scripts and tests.
 *
 * It sends one statement at a time. Else one with parameters, which postgres-js sends in two parts,
 * would follow one without before that is answered; PgBouncer 1.18 then gives the backend to another
 * client between the parts, and neither is ever answered.
 */
export function tcpDatabase(
  url: string,
  options?: ClientOptions,
): { db: Database; end(): Promise<void> } {
  const client = postgresClient(url, { max_pipeline: 0, ...options });
  return { db: drizzle(client, { schema }), end: () => client.end({ timeout: 5 }) };
}

let current: { db: Database; isSpent: boolean } | undefined;

/**
 * The database as Node functions use it, through the pooler.
 *
 * A provider freezes a function between requests. Meanwhile the pooler may close the connection, which
 * the thawed process learns only when its event loop next looks at its sockets: so look, before a
 * statement is written into a connection that is no more. The end of a TLS connection takes three
 * turns of the loop to reach the client.
 *
 * A client whose connection has closed is not used again. When that happens between building a
 * statement and writing it, postgres-js 3.4.9 keeps the bytes and never writes to that connection
 * again: every later statement would wait for `connect_timeout` and fail.
 * @throws EndpointError when the pooled endpoint is missing or wrong.
 */
export async function writeDatabase(): Promise<Database> {
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  current = current && !current.isSpent ? current : open();
  return current.db;
}

function open(): NonNullable<typeof current> {
  const opened = {
    ...tcpDatabase(endpoint("pooled"), {
      onclose: () => {
        opened.isSpent = true;
      },
    }),
    isSpent: false,
  };
  return opened;
}
