import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type LocalNeon, removeLocalData, startLocalNeon } from "#local/neon.ts";
import { findFreeBlock, isPortFree } from "#local/port-owner.ts";
import { localPorts } from "#local/ports.ts";
import { isAlive } from "#local/process.ts";
import { nothingUncaught } from "../nothing-uncaught.ts";
import { client } from "./client.ts";
import { closedFolder } from "./folders.ts";

nothingUncaught();

async function runNeon(dataDir: string): Promise<LocalNeon> {
  const neon = await startLocalNeon({ ports: "any", dataDir, durable: false });
  onTestFinished(neon.stop);
  return neon;
}

test("one database answers at all three addresses", async () => {
  const { env, gateway } = await runNeon(closedFolder());
  await client(env.DATABASE_URL_UNPOOLED)`create table shared as select 'one database' as note`;
  expect([...(await client(env.DATABASE_URL)`select note from shared`)]).toEqual([
    { note: "one database" },
  ]);
  const response = await fetch(new URL("/sql", gateway.url), {
    method: "POST",
    headers: { "neon-connection-string": env.DATABASE_URL_READ },
    body: JSON.stringify({ query: "select note from shared", params: [] }),
  });
  expect(await response.json()).toMatchObject({ rows: [{ note: "one database" }] });
});

test("stopping leaves no process and no open port", async () => {
  const { ports, postgres, pgbouncer, stop } = await runNeon(closedFolder());
  await Promise.all([stop(), stop()]);
  expect([isAlive(postgres.pid), isAlive(pgbouncer?.pid ?? 0)]).toEqual([false, false]);
  const free = await Promise.all(Object.values(ports).map(isPortFree));
  expect(free.every(Boolean)).toBe(true);
});

test("a service that cannot start takes down those before it", async () => {
  const ports = localPorts(await findFreeBlock(8));
  const stranger = createServer().listen(ports.gateway, "127.0.0.1");
  onTestFinished(() => void stranger.close());

  const start = startLocalNeon({ ports, dataDir: closedFolder(), durable: false });

  await expect(start).rejects.toThrow(String(ports.gateway));
  expect([await isPortFree(ports.postgres), await isPortFree(ports.pgbouncer)]).toEqual([
    true,
    true,
  ]);
});

test("a service that dies is reported by name", async () => {
  const { pgbouncer, failed } = await runNeon(closedFolder());
  if (!pgbouncer) throw new Error("This test needs PgBouncer: sudo apt-get install pgbouncer");
  process.kill(pgbouncer.pid, "SIGKILL");
  expect(await failed).toContain("PgBouncer ended (signal SIGKILL)");
});

test("data in use is not deleted; after a stop it is", async () => {
  const dataDir = closedFolder();
  const neon = await runNeon(dataDir);
  await client(neon.env.DATABASE_URL_UNPOOLED)`create table gone ()`;
  await expect(removeLocalData(dataDir)).rejects.toThrow(`started by process ${process.pid} (`);
  await neon.stop();

  await removeLocalData(dataDir);

  const { env } = await runNeon(dataDir);
  const [row] = await client(env.DATABASE_URL_UNPOOLED)`select to_regclass('gone') as gone`;
  expect(row).toEqual({ gone: null });
});
