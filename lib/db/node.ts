import { setImmediate } from "node:timers/promises";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Database } from "./database.ts";
import { databaseBehind } from "./driver.ts";
import type { DrizzleDatabase } from "./drizzle.ts";
import "./drizzle-errors.ts";
import { endpoint, isNeonHost } from "./endpoints.ts";
import { tlsNegotiation } from "./negotiation.ts";
import { inOneTrip } from "./one-trip.ts";
import { Lane, type LaneOptions } from "./tcp/lane.ts";
import { Lanes } from "./tcp/lanes.ts";
import { routed } from "./tcp/query.ts";
import { readAsOverHttp } from "./tcp/reading.ts";
import { type Act, transaction } from "./tcp/transaction.ts";
import { withKnownParameters } from "./url-parameters.ts";

export interface ClientOptions {
  /** Connections at the most. A function instance serves with one; tests want more. */
  max?: number;
  /** Named prepared statements, which a pooler in transaction mode cannot keep. */
  prepare?: boolean;
  /** Settings of the session, which a pooler refuses. */
  connection?: Partial<postgres.ConnectionParameters>;
}

/**
 * A postgres-js client as functions on Node want it (docs/endpoints.md). It connects with its first
 * statement, not before. It has statements and transactions, and nothing that takes a connection for
 * itself in another way, such as `listen` and `reserve`.
 */
export function postgresClient(
  url: string,
  { max = 1, ...clientOptions }: ClientOptions = {},
): postgres.Sql {
  const isNeon = isNeonHost(URL.parse(url)?.hostname ?? "");
  const known = withKnownParameters(url, isNeon);
  const open = (own?: LaneOptions) =>
    postgres(known, {
      prepare: false,
      ...tlsNegotiation(url),
      ...clientOptions,
      fetch_types: false,
      onnotice: () => {},
      // Its connections are closed by `Lanes`, which knows whether somebody has them.
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      ...own,
    });
  // It builds statements and never connects. Drizzle sets on it how its columns are written and read.
  const builder = inOneTrip(open());
  readAsOverHttp(builder);
  const openLane = (own: LaneOptions) => {
    const client = open(own);
    Object.assign(client.options.parsers, builder.options.parsers);
    Object.assign(client.options.serializers, builder.options.serializers);
    return client;
  };
  const lanes = new Lanes(() => new Lane(openLane), max);
  return routed(builder, lanes.send, {
    end: (options?: { timeout?: number }) => lanes.end(options),
    async begin<Result>(...args: [act: Act<Result>] | [options: string, act: Act<Result>]) {
      const [options, act] = args.length === 1 ? ["", args[0]] : args;
      const lane = await lanes.borrow();
      return transaction(builder, lane, options, act).finally(() => lanes.giveBack(lane));
    },
    ...Object.fromEntries(absent.map((name) => [name, refuse(name)])),
  });
}

const absent = ["close", "file", "largeObject", "listen", "notify", "reserve", "subscribe"];

const refuse = (name: string) => (): never => {
  throw new TypeError(`This client has no ${name}()`);
};

/** The database behind a client. */
export const databaseOn = (client: postgres.Sql): Database =>
  databaseBehind((text, parameters) => client.unsafe(text, parameters));

/** Drizzle's query builder on postgres-js, and the database behind it. `end` closes its connections once they are idle, for scripts and tests. */
export function tcpDatabase(
  url: string,
  options?: ClientOptions,
): { db: DrizzleDatabase; end(): Promise<void> } {
  const client = postgresClient(url, options);
  return { db: withBuilder(client), end: () => client.end({ timeout: 5 }) };
}

/** Better Auth and scripts use the builder and its transactions. Statements of the app go past it. */
const withBuilder = (client: postgres.Sql): DrizzleDatabase =>
  Object.assign(drizzle(client), databaseOn(client));

let database: Database | undefined;

/**
 * The database as Node functions use it, through the pooler.
 *
 * A provider freezes a function between requests. Meanwhile the pooler may close the connection, which
 * the thawed process learns only when its event loop next looks at its sockets: so look, before a
 * statement is written into a connection that is no more. The end of a TLS connection takes three
 * turns of the loop to reach the client.
 * @throws EndpointError when the pooled endpoint is missing or wrong.
 */
export async function writeDatabase(): Promise<Database> {
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  database ??= withBuilder(postgresClient(endpoint("pooled")));
  return database;
}
