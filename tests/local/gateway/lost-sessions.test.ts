import { connect, createServer, type Socket } from "node:net";
import { neon, Pool } from "@neondatabase/serverless";
import { expect, inject, onTestFinished, test } from "vitest";
import { startGateway } from "#local/gateway/server.ts";
import { nothingUncaught } from "../../nothing-uncaught.ts";
import { firstRow, testGateway, until } from "./gateway.ts";

nothingUncaught();

/** A line to Postgres that can be cut, as when the server restarts. */
async function startLine() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const far = connect(inject("postgres"));
    for (const end of [socket, far]) {
      sockets.add(end);
      end.on("error", () => {});
      end.on("close", () => {
        sockets.delete(end);
        socket.destroy();
        far.destroy();
      });
    }
    socket.pipe(far).pipe(socket);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port } = address;
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cut();
    });
  onTestFinished(() => (server.listening ? stop() : undefined));
  return { host: "127.0.0.1", port, cut, stop, start: () => listen(port) };
}

const pidQuery = "select pg_backend_pid() as pid";

test("a session that was ended in the database is told as its error, and replaced", async () => {
  const { post, direct } = await testGateway();
  const { pid } = firstRow(await post({ query: pidQuery }));
  await direct(`select pg_terminate_backend(${pid}, 5000)`);
  const next = firstRow(await post({ query: pidQuery }));
  expect(next.pid).not.toBe(pid);

  const running = post({ queries: [{ query: "select pg_sleep(600), 'ended'" }] });
  await until(async () => {
    const ended = await direct(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where query = 'select pg_sleep(600), ''ended''' and state = 'active'`,
    );
    return ended.length === 1;
  });
  expect(await running).toMatchObject({ status: 400, json: { code: "57P01", severity: "FATAL" } });
});

test("the first request after a restart of Postgres is answered", async () => {
  const line = await startLine();
  const { post } = await testGateway({ postgres: line });
  const ask = () => post({ query: "select 1 as n" });
  await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  for (let restart = 0; restart < 5; restart++) {
    line.cut();
    expect(await ask()).toMatchObject({ status: 200, json: { rows: [{ n: 1 }] } });
  }
  await line.stop();
  const waiting = ask();
  await line.start();
  expect((await waiting).status).toBe(200);
});

test("a line that breaks during a query, or is not there, is a 500", async () => {
  const line = await startLine();
  const { post, direct } = await testGateway({ postgres: line });
  const running = post({ query: "select pg_sleep(600), 'cut'" });
  await until(async () => {
    const sleepers = await direct(
      "select pid from pg_stat_activity where query = 'select pg_sleep(600), ''cut''' and state = 'active'",
    );
    return sleepers.length === 1;
  });
  line.cut();
  const broken = await running;
  expect(broken.status).toBe(500);
  expect(broken.json).toMatchObject({ code: "", severity: "" });
  expect(broken.json).toHaveProperty(
    "message",
    expect.stringMatching(/^connection to the database was lost/),
  );

  await line.stop();
  const missing = await post({ query: "select 1" });
  expect(missing.status).toBe(500);
  expect(missing.json).toHaveProperty(
    "message",
    expect.stringMatching(/^error connecting to server: /),
  );
});

test("closing ends every session, query and socket, and frees the port", async () => {
  const { url: otherUrl, direct, database } = await testGateway();
  const gateway = await startGateway({ port: 0, postgres: inject("postgres") });
  const url = otherUrl().replace(/:\d+\//, `:${gateway.port}/`);
  const pool = new Pool({ connectionString: url });
  pool.on("error", () => {});
  const client = await pool.connect();
  client.on("error", () => {});
  await neon(url)`select 1`;
  const outcomes = Promise.allSettled([
    neon(url)`select pg_sleep(600)`,
    client.query("select pg_sleep(600)"),
  ]);
  const sessions = (where: string) =>
    direct(
      `select pid from pg_stat_activity
        where datname = '${database}' and pid <> pg_backend_pid() and ${where}`,
    );
  await until(async () => (await sessions("state = 'active'")).length === 2);
  await gateway.close();
  expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await until(async () => (await sessions("true")).length === 0);
  const again = await startGateway({ port: gateway.port, postgres: inject("postgres") });
  await again.close();
});
