import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { findFreeBlock } from "#local/port-owner.ts";
import { endProcess, identify, isAlive } from "#local/process.ts";
import { nothingUncaught } from "../nothing-uncaught.ts";
import { client } from "./client.ts";
import { closedFolder } from "./folders.ts";
import { runPgBouncer, runPostgres } from "./running.ts";

nothingUncaught();

const fixture = join(import.meta.dirname, "supervisor.fixture.ts");
const processIds = z.object({ postgres: z.int(), pgbouncer: z.int() });

interface Supervisor {
  child: ChildProcess;
  services: z.infer<typeof processIds>;
}

async function runSupervisor(folder: string, port: number): Promise<Supervisor> {
  const child = spawn(process.execPath, [fixture, folder, String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => kill(child));
  const [line] = await once(createInterface(child.stdout), "line");
  const services = processIds.parse(JSON.parse(String(line)));
  for (const pid of Object.values(services)) {
    const service = identify(pid);
    onTestFinished(() => endProcess(service, [{ signal: "SIGKILL", wait: 5_000 }]));
  }
  return { child, services };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

test("after a killed run, the next start stops what it left behind and keeps the data", async () => {
  const folder = closedFolder();
  const port = await findFreeBlock(2);
  const { child, services } = await runSupervisor(folder, port);
  const url = `postgres://penning:penning@127.0.0.1:${port}/penning`;
  await client(url)`create table kept as select 1 as one`;
  await kill(child);
  expect([isAlive(services.postgres), isAlive(services.pgbouncer)]).toEqual([true, true]);

  const postgres = await runPostgres(folder, port);
  const pgbouncer = await runPgBouncer(folder, postgres, { port: port + 1 });

  expect([isAlive(services.postgres), isAlive(services.pgbouncer)]).toEqual([false, false]);
  expect(await client(pgbouncer.url())`select one from kept`).toHaveLength(1);
});

test("a folder in use is refused with the id of the run that uses it, which goes on", async () => {
  const folder = closedFolder();
  const port = await findFreeBlock(2);
  const { child, services } = await runSupervisor(folder, port);

  await expect(runPostgres(folder)).rejects.toThrow(`started by process ${child.pid} (`);
  expect(isAlive(services.postgres)).toBe(true);
});

test("an orphan is not touched unless its supervisor is known to be dead", async () => {
  const folder = closedFolder();
  const port = await findFreeBlock(2);
  const { services } = await runSupervisor(folder, port);
  rmSync(join(folder, "postgres.lock"));

  await expect(runPostgres(folder)).rejects.toThrow(`kill -INT ${services.postgres}`);
  expect(isAlive(services.postgres)).toBe(true);
});

test("starts after a crash of the server itself", async () => {
  const folder = closedFolder();
  const first = await runPostgres(folder);
  await client(first.url())`create table kept ()`;
  process.kill(first.pid, "SIGKILL");
  expect(await first.exited).toBe("signal SIGKILL");

  const second = await runPostgres(folder, first.port);
  expect(await client(second.url())`select from kept`).toHaveLength(0);
});

test("a postmaster.pid whose id now belongs to a stranger does no harm to either", async () => {
  const folder = closedFolder();
  const first = await runPostgres(folder);
  const pidFile = join(folder, "postgres/postmaster.pid");
  const left = readFileSync(pidFile, "utf8");
  await first.stop();
  const stranger = await runPostgres(closedFolder());
  writeFileSync(pidFile, left.replace(/^\d+/, String(stranger.pid)));

  const second = await runPostgres(folder, first.port);

  expect(await client(second.url())`select 1`).toHaveLength(1);
  expect(await client(stranger.url())`select 1`).toHaveLength(1);
});

test("a lock cut short by a crash is taken over", async () => {
  const folder = closedFolder();
  writeFileSync(join(folder, "postgres.lock"), '{"superv');
  const postgres = await runPostgres(folder);
  expect(await client(postgres.url())`select 1`).toHaveLength(1);
});
