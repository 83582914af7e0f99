import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { migrate } from "#drizzle/migrate.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { type EndpointName, endpoint } from "#lib/db/endpoints.ts";
import { httpDatabase } from "#lib/db/http.ts";
import { leanDatabase } from "#lib/db/lean.ts";
import { postgresClient, tcpDatabase } from "#lib/db/node.ts";
import { checkEndpoints } from "#scripts/doctor/endpoints.ts";
import { createDatabase, testDatabase } from "../database.ts";

const database = testDatabase();

/** The variables of the three ways in, each with these parameters. */
const variables = (search: string, { read, pooled, direct } = database) => ({
  DATABASE_URL: `${pooled}${search}`,
  DATABASE_URL_UNPOOLED: `${direct}${search}`,
  DATABASE_URL_READ: `${read}${search}`,
});

const one = async (db: Database) => rows(db, sql`select 1 as one`, (row) => row.one);

async function askPlainly(name: EndpointName, search: string): Promise<unknown[]> {
  const url = endpoint(name, variables(search));
  if (name === "read") return one(httpDatabase(url, { attempts: 1, timeout: 10_000 }));
  const { db, end } = tcpDatabase(url);
  onTestFinished(end);
  return one(db);
}

/** As Neon's dashboard, Vercel, Prisma, libpq and pools of other languages write them. */
const harmless = [
  "?channel_binding=require",
  "?channel_binding=prefer&application_name=app",
  "?sslmode=disable&channel_binding=disable",
  "?sslmode=prefer",
  "?sslmode=allow",
  "?ssl=false",
  "?options=endpoint%3Dep-local",
  "?options=endpoint%3Dep-local-pooler",
  "?options=project%3Dep-local",
  "?options=project%3Dep-local%20neon_proxy_params_compat%3Atrue",
  "?schema=public",
  "?currentSchema=public",
  "?pgbouncer=true",
  "?pgbouncer=true&connect_timeout=15&pool_timeout=20&connection_limit=1",
  "?connect_timeout=0",
  "?statement_cache_size=0&socket_timeout=30&sslaccept=strict",
  "?application_name=my%20app%2C%20%C3%BC",
  "?application_name=",
  "?fallback_application_name=psql&keepalives=1&keepalives_idle=30&gssencmode=disable",
  "?target_session_attrs=any",
  "?supa=base-pooler.x&workaround=supabase-pooler.vercel",
  "?uselibpqcompat=true&pool=5&prepare=true&max=20&debug=true",
];

describe.each(["read", "pooled", "direct"] as const)("on the way in named %s", (name) => {
  test.each(harmless)("%s works", async (search) => {
    expect(await askPlainly(name, search)).toEqual([1]);
  });
});

test.each(harmless)("the small client of edge functions takes %s", async (search) => {
  const db = leanDatabase(endpoint("read", variables(search)), { attempts: 1, timeout: 10_000 });
  expect(await rows(db, sql`select 1 as one`, ({ one }) => one)).toEqual(["1"]);
});

const all =
  "?channel_binding=require&options=endpoint%3Dep-local&schema=public&pgbouncer=true&connect_timeout=15&pool_timeout=9&connection_limit=3&application_name=app&sslmode=prefer";

test("a database is migrated, filled and looked at by URLs with all of them", async () => {
  const empty = await createDatabase({ empty: true });
  onTestFinished(empty.drop);
  const env = variables(all, empty);
  expect(await migrate(endpoint("direct", env))).toBeGreaterThan(0);
  expect(await run("scripts/migrate.ts", env)).toMatchObject({ code: 0, error: "" });
  expect(await run("scripts/seed.ts", env)).toMatchObject({ code: 0, error: "" });
  const [count] = await rows(
    empty.on["postgres-js direct"],
    sql`select count(*)::integer as n from organizations`,
    ({ n }) => n,
  );
  expect(count).toBeGreaterThan(0);
  const findings = await checkEndpoints(env);
  expect(findings.filter(({ status }) => status !== "ok")).toEqual([]);
});

async function run(script: string, env: Record<string, string>) {
  const cwd = mkdtempSync(join(tmpdir(), "penning-url-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const child = spawn(process.execPath, [resolve(script)], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: "development", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [error, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { error, code };
}

test("the name of the application is what Postgres shows", async () => {
  for (const address of [database.direct, database.pooled]) {
    const client = postgresClient(`${address}?application_name=my%20app%2C%20%26%C3%BC`);
    onTestFinished(() => client.end());
    // Postgres shows what is not ASCII as its bytes.
    expect(await client.unsafe("select current_setting('application_name') as name")).toEqual([
      { name: "my app, &\\xc3\\xbc" },
    ]);
  }
});

const settings = [
  "?search_path=app",
  "?statement_timeout=5000",
  "?options=-c%20statement_timeout%3D5s",
  "?options=endpoint%3Dep-local%20-c%20statement_timeout%3D5s",
];

test.each(settings)("a setting of the session, %s, holds on the direct way in", async (search) => {
  const { db, end } = tcpDatabase(endpoint("direct", variables(search)));
  onTestFinished(end);
  const statement = sql`select current_setting('statement_timeout') as patience,
    current_setting('search_path') as path`;
  expect(await rows(db, statement, (row) => row)).toEqual([
    search.includes("path")
      ? { patience: "0", path: "app" }
      : { patience: "5s", path: '"$user", public' },
  ]);
});

test.each(["read", "pooled"] as const)("on the way in named %s it is told by name", (name) => {
  for (const search of settings) {
    const parameter = /\?(\w+)/.exec(search)?.[1];
    expect(() => endpoint(name, variables(search))).toThrow(
      `has "${parameter}", a setting of the session`,
    );
  }
});

test("a wait for a connection is as long as the URL says", async () => {
  const waiting = new Set<Socket>();
  const silent = createServer((socket) => void waiting.add(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => {
    for (const socket of waiting) socket.destroy();
    silent.close();
  });
  const address = silent.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  const client = postgresClient(`postgres://a:b@127.0.0.1:${address.port}/c?connect_timeout=1`);
  onTestFinished(() => client.end({ timeout: 0 }));
  const started = performance.now();
  await expect(client.unsafe("select 1")).rejects.toMatchObject({ code: "CONNECT_TIMEOUT" });
  expect(performance.now() - started).toBeLessThan(8_000);
});
