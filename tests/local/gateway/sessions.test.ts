import { connect } from "node:net";
import { neon } from "@neondatabase/serverless";
import { expect, inject, test } from "vitest";
import * as z from "zod";
import { startGateway } from "#local/gateway/server.ts";
import { nothingUncaught } from "../../nothing-uncaught.ts";
import { firstRow, testGateway, until } from "./gateway.ts";

nothingUncaught();

const pidQuery = "select pg_backend_pid() as pid";

test("requests one after the other share a session", async () => {
  const { post } = await testGateway();
  const first = firstRow(await post({ query: pidQuery })).pid;
  await post({ query: "selec" });
  await post({ queries: [{ query: "select 1" }, { query: "select 1/0" }] });
  for (let n = 0; n < 3; n++)
    expect((await post({ query: pidQuery })).json).toHaveProperty("rows[0].pid", first);
});

test.each([
  ["a setting", "set work_mem = '7MB'", "select current_setting('work_mem') = '7MB' as left"],
  [
    "a temporary table",
    "create temp table left_over (n int)",
    "select to_regclass('pg_temp.left_over') is not null as left",
  ],
  [
    "a prepared statement",
    "prepare left_over as select 1",
    "select exists (select from pg_prepared_statements) as left",
  ],
  ["a listener", "listen left_over", "select exists (select pg_listening_channels()) as left"],
  [
    "a cursor",
    "declare left_over cursor with hold for select 1",
    "select exists (select from pg_cursors where name = 'left_over') as left",
  ],
  [
    "an advisory lock",
    "select pg_advisory_lock(4711)",
    "select exists (select from pg_locks where locktype = 'advisory' and objid = 4711) as left",
  ],
  ["a sequence value", "select nextval('counter')", "select lastval() is not null as left"],
])("%s does not outlive its request", async (_what, query, look) => {
  const { post, direct } = await testGateway();
  await direct("create sequence counter");
  const done = await post({ queries: [{ query }, { query: pidQuery }] });
  expect(done.status).toBe(200);
  const { pid } = firstRow({
    json: z.object({ results: z.array(z.unknown()) }).parse(done.json).results[1],
  });
  const after = await post({ queries: [{ query: pidQuery }, { query: look }] });
  if (look.includes("lastval")) expect(after.json).toHaveProperty("code", "55000");
  else {
    expect(after.json).toHaveProperty("results[1].rows", [{ left: false }]);
    expect(after.json).toHaveProperty("results[0].rows", [{ pid }]);
  }
});

test("a role does not outlive its request", async () => {
  const { post, direct, database } = await testGateway();
  const role = `${database}_role`;
  await direct(`create role ${role}`);
  try {
    await direct(`grant ${role} to penning`);
    expect((await post({ query: `set role ${role}` })).status).toBe(200);
    const { json } = await post({ query: "select current_user as name" });
    expect(json).toHaveProperty("rows", [{ name: "penning" }]);
  } finally {
    await direct(`drop role ${role}`);
  }
});

test("an open or broken transaction does not touch the next request", async () => {
  const { post, direct } = await testGateway();
  await direct("create table t (n int)");
  const first = firstRow(await post({ query: pidQuery }));
  expect((await post({ query: "BEGIN;" })).status).toBe(200);
  const second = firstRow(await post({ query: pidQuery }));
  expect(second.pid).not.toBe(first.pid);
  expect((await post({ query: "garbage-lol(&(&(&(&" })).status).toBe(400);
  const inside = {
    queries: [
      { query: "commit" },
      { query: "begin" },
      { query: "insert into t values (1)" },
      { query: "select 1/0" },
    ],
  };
  expect((await post(inside)).json).toHaveProperty("code", "22012");
  expect((await post({ query: "select n from t" })).json).toHaveProperty("rows", []);
  expect((await post({ query: "insert into t values (2)" })).status).toBe(200);
  expect(await direct("select n from t")).toEqual([{ n: 2 }]);
});

test("more requests than sessions wait for their turn and all get an answer", async () => {
  const { url, direct, database } = await testGateway();
  const sql = neon(url());
  // Counted by their statement: sessions that are just ending, such as those of the count itself,
  // are listed for a while, and so are Postgres' own workers.
  const answers = Promise.all(
    Array.from({ length: 60 }, (_, n) => sql`select ${n}::int as n, pg_sleep(0.05)`),
  );
  let most = 0;
  let isDone = false;
  const watch = (async () => {
    while (!isDone) {
      const [row] = await direct(
        `select count(*)::int as sessions from pg_stat_activity
          where datname = '${database}' and query like 'select $1::int as n, pg_sleep%'`,
      );
      most = Math.max(most, Number(row?.sessions));
    }
  })();
  const rows = await answers;
  isDone = true;
  await watch;
  expect(rows.map(([row]) => row?.n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(20);
});

test.each([
  ["one statement", { query: "select pg_sleep(600)" }],
  [
    "a batch",
    { queries: [{ query: "insert into t values (1)" }, { query: "select pg_sleep(600)" }] },
  ],
])("a client that goes away cancels %s", async (_what, body) => {
  const { gateway, url, direct, post } = await testGateway();
  await direct("create table t (n int)");
  const leaver = new AbortController();
  const left = fetch(gateway.url, {
    method: "POST",
    headers: { "Neon-Connection-String": url() },
    body: JSON.stringify(body),
    signal: leaver.signal,
  }).catch((error: Error) => error.name);
  const sleepers = () =>
    direct(
      "select pid from pg_stat_activity where query = 'select pg_sleep(600)' and state = 'active'",
    );
  await until(async () => (await sleepers()).length === 1);
  leaver.abort();
  expect(await left).toBe("AbortError");
  await until(async () => (await sleepers()).length === 0);
  expect((await post({ query: "select n from t" })).json).toHaveProperty("rows", []);
});

test("one client's cancellation never hits another's query", async () => {
  const { gateway, url } = await testGateway();
  const sql = neon(url());
  const leave = async () => {
    const signal = AbortSignal.timeout(5 + Math.floor(Math.random() * 20));
    await fetch(gateway.url, {
      method: "POST",
      headers: { "Neon-Connection-String": url() },
      body: JSON.stringify({ query: "select pg_sleep(0.015)" }),
      signal,
    }).catch(() => {});
  };
  const stay = async () =>
    expect(await sql`select 1 as n, pg_sleep(0.01)`).toMatchObject([{ n: 1 }]);
  for (let round = 0; round < 10; round++) {
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? leave() : stay())));
  }
});

test("the gateway listens on this machine alone", async () => {
  const { gateway } = await testGateway();
  expect(gateway.url).toBe(`http://127.0.0.1:${gateway.port}/sql`);
  await expect(startGateway({ port: gateway.port, postgres: inject("postgres") })).rejects.toThrow(
    "EADDRINUSE",
  );
  const outside = connect({ host: "127.0.0.2", port: gateway.port });
  const outcome = await new Promise((resolve) => {
    outside.on("connect", () => resolve("connected"));
    outside.on("error", () => resolve("refused"));
  });
  outside.destroy();
  expect(outcome).toBe("refused");
});
