import { Client, neonConfig, Pool } from "@neondatabase/serverless";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { testGateway, until } from "./gateway.ts";

async function open(search = "") {
  const gateway = await testGateway();
  const pool = new Pool({ connectionString: gateway.url({ search }) });
  // The database is dropped by force when the test ends, under whatever is still open.
  pool.on("error", () => {});
  onTestFinished(() => pool.end());
  return { ...gateway, pool };
}

test("the driver's pool runs queries of both protocols", async () => {
  const { pool, database } = await open();
  const typed = await pool.query("select $1::int as n, $2::jsonb as doc", [7, { a: 1 }]);
  expect(typed.rows).toEqual([{ n: 7, doc: { a: 1 } }]);
  const several = await pool.query("select 1 as n; select 2 as n");
  expect([several].flat().map(({ rows }) => rows)).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  const { rows } = await pool.query("select current_database() as name, current_user as role");
  expect(rows).toEqual([{ name: database, role: "penning" }]);
});

test("many queries at once on several sessions all get their own answer", async () => {
  const { pool } = await open();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => pool.query("select $1::int as n, pg_sleep(0.01)", [n])),
  );
  expect(answers.map(({ rows }) => rows[0].n)).toEqual(Array.from({ length: 40 }, (_, n) => n));
});

test("a transaction over several round trips commits or rolls back", async () => {
  const { pool } = await open();
  await pool.query("create table t (n int)");
  const client = await pool.connect();
  for (const [n, end] of [
    [1, "rollback"],
    [2, "commit"],
  ] as const) {
    await client.query("begin");
    await client.query("insert into t values ($1)", [n]);
    expect((await client.query("select n from t")).rows).toEqual([{ n }]);
    await client.query(end);
  }
  client.release();
  expect((await pool.query("select n from t")).rows).toEqual([{ n: 2 }]);
});

test.each(["password", false] as const)(
  "a client logs in with the pipelined login set to %s",
  async (pipelineConnect) => {
    const { url } = await testGateway();
    const before = neonConfig.pipelineConnect;
    neonConfig.pipelineConnect = pipelineConnect;
    onTestFinished(() => {
      neonConfig.pipelineConnect = before;
    });
    const client = new Client(url());
    await client.connect();
    expect((await client.query("select 1 as n")).rows).toEqual([{ n: 1 }]);
    await client.end();
  },
);

test("a session keeps its settings, its listeners and its startup options", async () => {
  const { url } = await testGateway();
  const options = encodeURIComponent("endpoint=ep-local -c work_mem=9MB -c penning.words=a\\ b");
  const client = new Client(url({ search: `?options=${options}&application_name=probe` }));
  await client.connect();
  const { rows } = await client.query(`select current_setting('work_mem') as work_mem,
    current_setting('penning.words') as words, current_setting('application_name') as name`);
  expect(rows).toEqual([{ work_mem: "9MB", words: "a b", name: "probe" }]);

  const heard = new Promise((resolve) => client.on("notification", resolve));
  await client.query("listen news");
  await client.query("notify news, 'hello'");
  expect(await heard).toMatchObject({ channel: "news", payload: "hello" });
  await client.end();
});

test("large results and large parameters pass in both directions", async () => {
  const { pool } = await open();
  const text = "0123456789".repeat(2_000_000);
  const { rows } = await pool.query("select $1::text as text", [text]);
  expect(rows[0].text === text).toBe(true);
});

test("errors of the database reach the client, and the session goes on", async () => {
  const { url } = await testGateway();
  const client = new Client(url());
  await client.connect();
  await expect(client.query("select nope")).rejects.toMatchObject({ code: "42703", position: "8" });
  expect((await client.query("select 1 as n")).rows).toEqual([{ n: 1 }]);
  await client.end();
});

test.each([
  ["a wrong password", { password: "wrong" }],
  ["an unknown endpoint", { host: "ep-other.penning.localhost" }],
  ["an unknown endpoint in the options", { search: "?options=endpoint%3Dep-other" }],
])("%s is refused", async (_what, parts) => {
  const { url } = await testGateway();
  const client = new Client(url(parts));
  client.on("error", () => {});
  await expect(client.connect().then(() => client.query("select 1"))).rejects.toMatchObject({
    code: "28P01",
    message: "password authentication failed for user 'penning'",
  });
});

test("an unknown database is refused with the error of Postgres", async () => {
  const { url } = await testGateway();
  const address = new URL(url());
  address.pathname = "/nowhere";
  const client = new Client(address.href);
  client.on("error", () => {});
  await expect(client.connect().then(() => client.query("select 1"))).rejects.toMatchObject({
    code: "3D000",
  });
});

test("a client that goes away stops its query", async () => {
  const { url, direct } = await testGateway();
  const client = new Client(url({ search: "?application_name=leaver" }));
  client.on("error", () => {});
  await client.connect();
  client.query("select pg_sleep(600)").catch(() => {});
  const sessions = () =>
    direct("select pid from pg_stat_activity where application_name = 'leaver'");
  await until(async () => (await sessions()).length === 1);
  client.connection.stream.destroy();
  await until(async () => (await sessions()).length === 0);
});

test("what is not the Postgres protocol is refused and does no harm", async () => {
  const { gateway, post } = await testGateway();
  for (const message of [Buffer.from("GET / HTTP/1.1\r\n\r\n"), Buffer.alloc(8), Buffer.alloc(3)]) {
    const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/v2`);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.on("open", () => {
      socket.send(message);
      if (message.length < 8) socket.close();
    });
    await closed;
  }
  expect((await post({ query: "select 1 as n" })).json).toHaveProperty("rows", [{ n: 1 }]);
});

test("a request for encryption inside the tunnel is declined, and the login goes on", async () => {
  const { gateway } = await testGateway();
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/v2`);
  const answers: string[] = [];
  const answered = new Promise<void>((resolve) => {
    socket.on("message", (data) => {
      answers.push(data.toString().slice(0, 1));
      if (answers.length === 2) resolve();
    });
  });
  await new Promise((resolve) => socket.on("open", resolve));
  const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
  const parameters = Buffer.from("user\0penning\0database\0penning\0\0");
  const startup = Buffer.concat([
    Buffer.from([0, 0, 0, 8 + parameters.length, 0, 3, 0, 0]),
    parameters,
  ]);
  socket.send(sslRequest);
  socket.send(startup);
  await answered;
  expect(answers).toEqual(["N", "R"]);
  socket.terminate();
});
