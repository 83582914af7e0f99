import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { drizzle as overHttp } from "drizzle-orm/neon-http";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { inject } from "vitest";
import * as schema from "#drizzle/tables.ts";
import type { Endpoints } from "#lib/db/endpoints.ts";
import { errorCode } from "#lib/db/errors.ts";
import { httpClient } from "#lib/db/http.ts";
import { postgresClient } from "#lib/db/node.ts";
import { templateDatabase } from "./database-setup.ts";

export const drivers = ["neon-http", "postgres-js direct", "postgres-js pooled"] as const;
export type Driver = (typeof drivers)[number];

/** Drizzle with every table and relation; transactions are left out, which HTTP does not have. */
export type TestDrizzle = Omit<PgDatabase<PgQueryResultHKT, typeof schema>, "transaction">;

export interface TestDatabase extends Endpoints {
  /** One database, on each driver. */
  on: Record<Driver, TestDrizzle>;
  drop(): Promise<void>;
}

/** A migrated database of its own, empty but for the plans unless `empty` asks for no tables at all. */
export async function createDatabase({ empty = false } = {}): Promise<TestDatabase> {
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
      "neon-http": overHttp(httpClient(read, { attempts: 1, timeout: 30_000 }), { schema }),
      "postgres-js direct": drizzle(onDirect, { schema }),
      "postgres-js pooled": drizzle(onPooled, { schema }),
    },
    async drop() {
      await Promise.all([onDirect, onPooled].map((client) => client.end({ timeout: 5 })));
      await dropDatabase(name);
    },
  };
}

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
