import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { RelationalDatabase } from "./database.ts";
import { endpoint } from "./endpoints.ts";
import { tlsNegotiation } from "./negotiation.ts";
import { inOneTrip } from "./one-trip.ts";
import * as schema from "./schema.ts";
import "./query-error.ts";

export interface ClientOptions {
  /** Connections at the most. A function instance serves with one; tests want more. */
  max?: number;
  /** Named prepared statements, which a pooler in transaction mode cannot keep. */
  prepare?: boolean;
  /** Settings of the session, which a pooler refuses. */
  connection?: Partial<postgres.ConnectionParameters>;
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
export function postgresClient(url: string, clientOptions: ClientOptions = {}): postgres.Sql {
  const options = {
    max: 1,
    prepare: false,
    ...tlsNegotiation(url),
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
  return oneByOne(withTransactions(inOneTrip(postgres(url, options))));
}

/**
 * Keeps a connection from sending a statement before the one before is answered. With more under way
 * when PgBouncer or Postgres was killed, some were never answered (docs/decisions/0008-one-trip-writes.md).
 */
function oneByOne(client: postgres.Sql): postgres.Sql {
  const { unsafe } = client;
  // What drizzle calls, with an option that postgres-js keeps to itself: "may more be sent?"
  const unsafeAlone: typeof unsafe = (statement, parameters, options) =>
    unsafe(statement, parameters, Object.assign({ onexecute: () => false }, options));
  return Object.assign(client, { unsafe: unsafeAlone });
}

type Act<Result> = (sql: postgres.TransactionSql) => Result | Promise<Result>;

/** Statements inside a transaction take one trip as well. */
function withTransactions(client: postgres.Sql): postgres.Sql {
  const { begin } = client;
  return Object.assign(client, {
    begin<Result>(...args: [act: Act<Result>] | [options: string, act: Act<Result>]) {
      const [options, act] = args.length === 1 ? ["", args[0]] : args;
      return begin(options, (inner) => act(inOneTrip(inner)));
    },
  });
}

/** Drizzle on postgres-js. `end` closes its connections once they are idle, for scripts and tests. */
export function tcpDatabase(
  url: string,
  options?: ClientOptions,
): { db: RelationalDatabase; end(): Promise<void> } {
  const client = postgresClient(url, options);
  return { db: drizzle(client, { schema }), end: () => client.end({ timeout: 5 }) };
}

/**
 * A client that is replaced once its connection has closed. When that happens between building a
 * statement and writing it, postgres-js 3.4.9 keeps the bytes and never writes again: every later
 * statement would wait for `connect_timeout` and fail.
 */
function renewed(url: string): postgres.Sql {
  const open = () => {
    const opened = { isSpent: false };
    const onclose = () => {
      opened.isSpent = true;
    };
    const client = postgresClient(url, { onclose });
    // It sets how the client reads moments.
    drizzle(client);
    return Object.assign(opened, { client });
  };
  let current = open();
  return new Proxy(current.client, {
    get(_, key) {
      if (current.isSpent) current = open();
      return Reflect.get(current.client, key);
    },
  });
}

let database: RelationalDatabase | undefined;

/**
 * The database as Node functions use it, through the pooler.
 *
 * A provider freezes a function between requests. Meanwhile the pooler may close the connection, which
 * the thawed process learns only when its event loop next looks at its sockets: so look, before a
 * statement is written into a connection that is no more. The end of a TLS connection takes three
 * turns of the loop to reach the client.
 * @throws EndpointError when the pooled endpoint is missing or wrong.
 */
export async function writeDatabase(): Promise<RelationalDatabase> {
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  database ??= drizzle(renewed(endpoint("pooled")), { schema });
  return database;
}
