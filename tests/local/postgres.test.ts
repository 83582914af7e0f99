import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findFreeBlock, isPortFree } from "#local/port-owner.ts";
import { isAlive } from "#local/process.ts";
import { client } from "./client.ts";
import { closedFolder } from "./folders.ts";
import { runPostgres } from "./running.ts";

test("starts below a folder that only its owner may enter, and never as root", async () => {
  const folder = closedFolder();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const postgres = await runPostgres(folder);

  const [row] = await client(postgres.url())`select current_user, current_database()`;

  expect(row).toEqual({ current_user: "penning", current_database: "penning" });
  expect(statSync(join(folder, "postgres")).uid).not.toBe(0);
  expect(statSync(join(folder, "postgres")).mode & 0o077).toBe(0);
});

test("is Postgres 18 in UTF-8 and UTC, on loopback only, with passwords", async () => {
  const postgres = await runPostgres(closedFolder());
  const [row] = await client(postgres.url())`
    select current_setting('server_version_num')::int / 10000 as major,
      current_setting('server_encoding') as encoding, upper('é') as upper,
      current_setting('timezone') as timezone, current_setting('listen_addresses') as addresses`;
  expect(row).toEqual({
    major: 18,
    encoding: "UTF8",
    upper: "É",
    timezone: "UTC",
    addresses: "127.0.0.1",
  });

  const wrong = client(postgres.url().replace(":penning@", ":guess@"));
  await expect(wrong`select 1`).rejects.toMatchObject({ code: "28P01" });
});

test("the role owns its database, may make others, and is no superuser", async () => {
  const postgres = await runPostgres(closedFolder());
  const sql = client(postgres.url());
  const [role] = await sql`
    select rolsuper, rolcreatedb, pg_get_userbyid(datdba) as owner
    from pg_roles, pg_database where rolname = current_user and datname = 'penning'`;
  expect(role).toEqual({ rolsuper: false, rolcreatedb: true, owner: "penning" });
  await sql`create database another`;
  const [row] = await client(postgres.url("another"))`select current_database() as name`;
  expect(row).toEqual({ name: "another" });
});

test("stopping leaves no process, no open port and no lock, and may be repeated", async () => {
  const folder = closedFolder();
  const postgres = await runPostgres(folder);
  expect(isAlive(postgres.pid)).toBe(true);
  await client(postgres.url())`select 1`;

  await Promise.all([postgres.stop(), postgres.stop()]);
  await postgres.stop();

  expect(isAlive(postgres.pid)).toBe(false);
  expect(await isPortFree(postgres.port)).toBe(true);
  expect(existsSync(join(folder, "postgres.lock"))).toBe(false);
  expect(existsSync(join(folder, "postgres/postmaster.pid"))).toBe(false);
});

test("data survives a restart", async () => {
  const folder = closedFolder();
  const first = await runPostgres(folder);
  await client(first.url())`create table kept as select 'still here' as note`;
  await first.stop();

  const second = await runPostgres(folder, first.port);
  expect([...(await client(second.url())`select note from kept`)]).toEqual([
    { note: "still here" },
  ]);
});

test("a dropped database is there again, empty, at the next start", async () => {
  const folder = closedFolder();
  const first = await runPostgres(folder);
  await client(first.url())`create table gone ()`;
  await client(first.url("postgres"))`drop database penning with (force)`;
  await first.stop();

  const second = await runPostgres(folder);
  const [row] = await client(second.url())`select to_regclass('gone') as gone`;
  expect(row).toEqual({ gone: null });
});

test("starts after an initdb that was interrupted", async () => {
  const folder = closedFolder();
  mkdirSync(join(folder, "postgres.new/base"), { recursive: true });
  writeFileSync(join(folder, "postgres.new/PG_VERSION"), "18\n");
  const postgres = await runPostgres(folder);
  expect(await client(postgres.url())`select 1`).toHaveLength(1);
  expect(existsSync(join(folder, "postgres.new"))).toBe(false);
});

test("a port in use is refused with the port, its owner and the way out", async () => {
  const port = await findFreeBlock(1);
  const stranger = createServer().listen(port, "127.0.0.1");
  onTestFinished(() => void stranger.close());

  const start = runPostgres(closedFolder(), port);

  await expect(start).rejects.toThrow(`Port ${port}`);
  await expect(start).rejects.toThrow(`process ${process.pid} (`);
  await expect(start).rejects.toThrow("LOCAL_PORT=");
  expect(stranger.listening).toBe(true);
});

test("a server that dies at start takes its last words into the error", async () => {
  const folder = closedFolder();
  const first = await runPostgres(folder);
  await first.stop();
  writeFileSync(join(folder, "postgres/postgresql.conf"), "no_such_setting = on\n");

  const start = runPostgres(folder);

  await expect(start).rejects.toThrow("no_such_setting");
  expect(existsSync(join(folder, "postgres.lock"))).toBe(false);
});

test("a folder with something else in it is refused and left as it is", async () => {
  const folder = closedFolder();
  mkdirSync(join(folder, "postgres"));
  writeFileSync(join(folder, "postgres/notes.txt"), "mine");
  await expect(runPostgres(folder)).rejects.toThrow("something else than Postgres data");
  expect(readdirSync(join(folder, "postgres"))).toEqual(["notes.txt"]);
  expect(statSync(join(folder, "postgres")).uid).toBe(process.getuid?.());
});

test("a folder of another Postgres version is refused and left as it is", async () => {
  const folder = closedFolder();
  mkdirSync(join(folder, "postgres"));
  writeFileSync(join(folder, "postgres/PG_VERSION"), "17\n");
  await expect(runPostgres(folder)).rejects.toThrow("made by Postgres 17");
  expect(existsSync(join(folder, "postgres/PG_VERSION"))).toBe(true);
});
