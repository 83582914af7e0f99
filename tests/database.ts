import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { drizzle as overHttp } from "drizzle-orm/neon-http";
import { type PgDatabase, PgDialect, type PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from "vitest";
import * as schema from "#drizzle/tables.ts";
import type { Database } from "#lib/db/database.ts";
import type { Endpoints } from "#lib/db/endpoints.ts";
import { errorCode } from "#lib/db/errors.ts";
import { httpClient, httpDatabase } from "#lib/db/http.ts";
import { databaseOn, postgresClient } from "#lib/db/node.ts";
import { parameterText } from "#lib/db/parameter.ts";
import { written } from "#lib/db/written.ts";
import { templateDatabase } from "./database-setup.ts";

export const drivers = ["neon-http", "postgres-js direct", "postgres-js pooled"] as const;
export type Driver = (typeof drivers)[number];

/**
 * The app's way to send a statement, beside drizzle with every table and relation; transactions are left
 * out, which HTTP does not have.
 */
export type TestDrizzle = Database &
  Omit<PgDatabase<PgQueryResultHKT, typeof schema>, "transaction" | "execute">;

export interface TestDatabase extends Endpoints {
  /** One database, on each driver. */
  on: Record<Driver, TestDrizzle>;
}

/** A database that the caller drops. */
export interface DroppableDatabase extends TestDatabase {
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** No tables at all, instead of a migrated database. */
  empty?: boolean;
  /** Whether the tests of a file share it, which is the default, or each gets one of its own. */
  per?: "file" | "test";
}

/**
 * The database of a test file, or of a `describe`: made before its first test and dropped after its
 * last, so that no other file sees a row of it. Call it before the hooks that use it.
 */
export function testDatabase({ per = "file", ...options }: TestDatabaseOptions = {}): TestDatabase {
  let made: DroppableDatabase | undefined;
  const database = () => {
    if (!made) throw new Error("A database is there for hooks and tests, not while a file is read");
    return made;
  };
  const [before, after] = per === "file" ? [beforeAll, afterAll] : [beforeEach, afterEach];
  before(async () => {
    made = await createDatabase(options);
  });
  after(() => made?.drop());
  return {
    get read() {
      return database().read;
    },
    get direct() {
      return database().direct;
    },
    get pooled() {
      return database().pooled;
    },
    get on() {
      return database().on;
    },
  };
}

/** One more database: migrated, and empty but for the plans. */
export async function createDatabase({
  empty = false,
}: Pick<TestDatabaseOptions, "empty"> = {}): Promise<DroppableDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin((sql) =>
    sql.unsafe(`create database ${name} template ${empty ? "template0" : templateDatabase}`),
  );

  const ports = inject("neon");
  const url = (host: string, port: number) => `postgres://penning:penning@${host}:${port}/${name}`;
  const read = url("ep-local.penning.localhost", ports.gateway);
  const direct = url("127.0.0.1", ports.postgres);
  const pooled = url("127.0.0.1", ports.pgbouncer);

  const onDirect = postgresClient(direct, { max: 8 });
  const onPooled = postgresClient(pooled, { max: 8 });
  return {
    read,
    direct,
    pooled,
    on: {
      "neon-http": Object.assign(
        overHttp(httpClient(read, overHttpOptions), { schema }),
        watched(httpDatabase(read, overHttpOptions)),
      ),
      "postgres-js direct": onTcp(onDirect),
      "postgres-js pooled": onTcp(onPooled),
    },
    async drop() {
      await Promise.all([onDirect, onPooled].map((client) => client.end({ timeout: 5 })));
      await dropDatabase(name);
    },
  };
}

const overHttpOptions = { attempts: 1, timeout: 30_000 };

const onTcp = (client: postgres.Sql) =>
  Object.assign(drizzle(client, { schema }), watched(databaseOn(client)));

const dialect = new PgDialect();

/**
 * Sends what tests send, and holds for each statement that the app writes it as drizzle does.
 * Nothing is said of a parameter that has no text, which is refused.
 */
const watched = (db: Database): Database => ({
  execute(statement) {
    const { sql, params } = dialect.sqlToQuery(statement);
    if (params.every(hasText)) {
      expect(written(statement)).toEqual({ text: sql, parameters: params.map(parameterText) });
    }
    return db.execute(statement);
  },
});

const hasText = (value: unknown) => value === null || typeof value !== "object";

/** Drops a database, whoever is connected to it. */
export async function dropDatabase(name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await asAdmin((sql) => sql.unsafe(`drop database ${name} with (force)`));
    } catch (error) {
      // Autovacuum may be in it just then, as a superuser, whom only a superuser may end.
      if (errorCode(error) !== "42501" || attempt === 50) throw error;
      await sleep(100);
    }
  }
}

async function asAdmin(run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const { host, port } = inject("postgres");
  const sql = postgres(`postgres://penning:penning@${host}:${port}/penning`, {
    max: 1,
    onnotice: () => {},
  });
  try {
    await run(sql);
  } finally {
    await sql.end();
  }
}
