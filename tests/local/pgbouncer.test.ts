import { createServer } from "node:net";
import { join } from "node:path";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { startPgBouncer } from "#local/pgbouncer.ts";
import { findFreeBlock, isPortFree } from "#local/port-owner.ts";
import { isAlive } from "#local/process.ts";
import { nothingUncaught } from "../nothing-uncaught.ts";
import { client } from "./client.ts";
import { closedFolder } from "./folders.ts";
import { runPgBouncer, runPostgres } from "./running.ts";

nothingUncaught();

async function runBoth(options: { poolSize?: number } = {}) {
  const folder = closedFolder();
  const server = await runPostgres(folder);
  return { folder, server, pgbouncer: await runPgBouncer(folder, server, options) };
}

test("clients share few backends, one transaction at a time", async () => {
  const { pgbouncer } = await runBoth({ poolSize: 2 });
  const clients = Array.from({ length: 6 }, () => client(pgbouncer.url()));

  const backends = await Promise.all(
    clients.map((sql) =>
      sql.begin(async (transaction) => {
        const [row] = await transaction`select pg_backend_pid() as pid, pg_sleep(0.05)`;
        return row?.pid;
      }),
    ),
  );

  expect(new Set(backends).size).toBe(2);
});

test("refuses a wrong password and an unknown user", async () => {
  const { pgbouncer } = await runBoth();
  const wrong = client(pgbouncer.url().replace(":penning@", ":guess@"));
  await expect(wrong`select 1`).rejects.toMatchObject({ code: "08P01" });
  const unknown = client(pgbouncer.url().replace("//penning:", "//postgres:"));
  await expect(unknown`select 1`).rejects.toMatchObject({ code: "08P01" });
  expect(await client(pgbouncer.url())`select 1`).toHaveLength(1);
});

test("reaches every database, and refuses settings that would leak between clients", async () => {
  const { server, pgbouncer } = await runBoth();
  await client(server.url())`create database another`;
  const [row] = await client(pgbouncer.url("another"))`select current_database() as name`;
  expect(row).toEqual({ name: "another" });

  const withSetting = postgres(pgbouncer.url(), { max: 1, connection: { lock_timeout: 5 } });
  onTestFinished(() => withSetting.end());
  await expect(withSetting`select 1`).rejects.toMatchObject({ code: "08P01" });
});

test("after it was killed, it starts at once on the same port", async () => {
  const { folder, server, pgbouncer } = await runBoth();
  await client(pgbouncer.url())`select 1`;
  process.kill(pgbouncer.pid, "SIGKILL");
  expect(await pgbouncer.exited).toBe("signal SIGKILL");

  const again = await runPgBouncer(folder, server, { port: pgbouncer.port });

  expect(again.pid).not.toBe(pgbouncer.pid);
  expect(await client(again.url())`select 1`).toHaveLength(1);
});

test("stopping ends it with clients connected, and even when it hangs", async () => {
  const { folder, server, pgbouncer } = await runBoth();
  await client(pgbouncer.url())`select 1`;
  await pgbouncer.stop();
  expect(isAlive(pgbouncer.pid)).toBe(false);
  expect(await isPortFree(pgbouncer.port)).toBe(true);

  const hanging = await runPgBouncer(folder, server, { port: pgbouncer.port });
  process.kill(hanging.pid, "SIGSTOP");
  await hanging.stop();
  expect(isAlive(hanging.pid)).toBe(false);
  expect(await isPortFree(hanging.port)).toBe(true);
});

test("a port in use is refused with its owner", async () => {
  const port = await findFreeBlock(1);
  const stranger = createServer().listen(port, "127.0.0.1");
  onTestFinished(() => void stranger.close());
  const start = startPgBouncer({ dir: join(closedFolder(), "pgbouncer"), port, postgresPort: 1 });
  await expect(start).rejects.toThrow(`meant for PgBouncer, is in use by process ${process.pid} (`);
});
