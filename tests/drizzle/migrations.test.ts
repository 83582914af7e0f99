import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { relative, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyPending } from "drizzle-orm/postgres-js/migrator";
import { expect, test } from "vitest";
import { migrate } from "#drizzle/migrate.ts";
import { migrationState, readMigrations } from "#drizzle/migrations.ts";
import { errorCode } from "#lib/db/errors.ts";
import { client, emptyDatabase, folderOfFirst, folderWith, known } from "./migrating.ts";

async function tablesOf(url: string): Promise<string[]> {
  const found = await client(url)`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') order by 1`;
  return found.map(({ name }) => name);
}

async function run(args: string[], env: Record<string, string>, cwd = tmpdir()) {
  const child = spawn(process.execPath, args, {
    // Not here, where a developer's .env.local may lie.
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { out, error, code };
}

test("an empty Postgres becomes a database of the project", async () => {
  const { direct } = await emptyDatabase();
  expect(await migrate(direct)).toBe(known.length);
  expect(await tablesOf(direct)).toEqual(
    expect.arrayContaining(["public.organizations", "public.current_subscriptions", "public.user"]),
  );
  const plans = await client(direct)`select slug from plans order by price_cents`;
  expect(plans.map(({ slug }) => slug)).toEqual(["free", "pro", "scale"]);
  expect(await migrate(direct)).toBe(0);
});

test("four deployments at once apply the migrations once, and all succeed", async () => {
  const { direct } = await emptyDatabase();
  const deploy = () => run([resolve("scripts/migrate.ts")], { DATABASE_URL_UNPOOLED: direct });
  const ended = await Promise.all([deploy(), deploy(), deploy(), deploy()]);
  const { host, pathname } = new URL(direct);
  const place = `${host}${pathname}`;
  expect(ended.map(({ code, error }) => ({ code, error }))).toEqual(
    Array(4).fill({ code: 0, error: "" }),
  );
  expect(ended.map(({ out }) => out.trim()).toSorted()).toEqual([
    `Applied ${known.length} migration(s) to ${place}.`,
    ...Array(3).fill(`The database is up to date: ${place}.`),
  ]);
  const journal = await client(direct)`select created_at from drizzle.__drizzle_migrations`;
  expect(journal).toHaveLength(known.length);
});

test("one who comes while a slow migration runs waits for it", async () => {
  const { direct } = await emptyDatabase();
  const slow = "select pg_sleep(1);\n--> statement-breakpoint\ncreate table slow (n integer);";
  const folder = folderWith({ tag: "9000_slow", sql: slow });
  const applied = await Promise.all([migrate(direct, folder), migrate(direct, folder)]);
  expect(applied.toSorted((a, b) => a - b)).toEqual([0, known.length + 1]);
});

test("a migration that fails half-way leaves nothing, those before it stay, and it is named", async () => {
  const { direct } = await emptyDatabase();
  const good = { tag: "9000_good", sql: "create table good (n integer);" };
  const bad = "create table bad (n integer);\n--> statement-breakpoint\nselect 1 / 0;";
  const folder = folderWith(good, { tag: "9001_bad", sql: bad });
  const failed = await migrate(direct, folder).catch((thrown: unknown) => thrown);
  expect(errorCode(failed)).toBe("22012");
  expect(String(failed)).toBe(
    "MigrationError: Migration 9001_bad failed: division by zero. It left nothing; those before it are applied.",
  );
  const tables = await tablesOf(direct);
  expect(tables).toContain("public.good");
  expect(tables).not.toContain("public.bad");
  const locks = await client(direct)`select from pg_locks where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database())`;
  expect(locks).toHaveLength(0);
  const mended = folderWith(good, { tag: "9001_bad", sql: "create table bad (n integer);" });
  expect(await migrate(direct, mended)).toBe(1);
});

test("a database that drizzle's own migrator has made goes on from there", async () => {
  const { direct } = await emptyDatabase();
  // It runs all of them in one transaction, so it comes as far as the first that asks for none.
  const after = readMigrations("drizzle").findIndex(({ isTransaction }) => !isTransaction);
  await applyPending(drizzle(client(direct)), { migrationsFolder: folderOfFirst(after) });
  expect(await migrate(direct)).toBe(known.length - after);
  const folder = folderWith({ tag: "9000_new", sql: "create table new (n integer);" });
  expect(await migrate(direct, folder)).toBe(1);
  await applyPending(drizzle(client(direct)), { migrationsFolder: folder });
  const journal = await client(direct)`
    select hash from drizzle.__drizzle_migrations order by created_at`;
  expect(journal.map(({ hash }) => hash)).toEqual(
    readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash),
  );
});

test("a migration that fails on a migrated database leaves it as it was", async () => {
  const { direct } = await emptyDatabase();
  await migrate(direct);
  const before = await tablesOf(direct);
  const folder = folderWith({ tag: "9000_bad", sql: "drop table plans cascade; selec 1" });
  const failed = await migrate(direct, folder).catch((thrown: unknown) => thrown);
  expect(errorCode(failed)).toBe("42601");
  expect(await tablesOf(direct)).toEqual(before);
  expect(await migrationState(client(direct))).toMatchObject({ pending: [], unknown: [] });
});

test("a migration that drizzle would skip is refused, with what to type", async () => {
  const { direct } = await emptyDatabase();
  await migrate(direct);
  const late = { tag: "9000_late", sql: "create table late (n integer);", when: -1 };
  await expect(migrate(direct, folderWith(late))).rejects.toThrow(
    "1 migration(s) are older than the newest that the database has had. Delete them from drizzle/ and type: npm run db:generate",
  );
});

test("a database that is ahead of this checkout is left as it is", async () => {
  const { direct } = await emptyDatabase();
  await migrate(direct, folderWith({ tag: "9000_new", sql: "create table new (n integer);" }));
  expect(await migrate(direct)).toBe(0);
  const { pending, unknown } = await migrationState(client(direct));
  expect([pending.length, unknown.length]).toEqual([0, 1]);
});

test("migrations do not go through a pooler", async () => {
  const { pooled, direct } = await emptyDatabase();
  const refused = await migrate(pooled).catch((thrown: unknown) => thrown);
  expect(errorCode(refused)).toBe("08P01");
  expect(await tablesOf(direct)).toEqual([]);
  const url = "postgres://a:b@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app";
  const { code, error } = await run([resolve("scripts/migrate.ts")], {
    DATABASE_URL_UNPOOLED: url,
  });
  expect(code).not.toBe(0);
  expect(error).toContain("DATABASE_URL_UNPOOLED must not go through the pooler");
  const { error: missing } = await run([resolve("scripts/migrate.ts")], { DATABASE_URL: pooled });
  expect(missing).toContain("DATABASE_URL_UNPOOLED is not set");
});

test("the migrations are all that the tables in the code need", async () => {
  const folder = folderWith();
  const before = readdirSync(folder, { recursive: true }).toSorted();
  const kit = resolve("node_modules/drizzle-kit/bin.cjs");
  const options = ["--dialect=postgresql", "--schema=./drizzle/tables.ts"];
  const args = [kit, "generate", ...options, `--out=${relative(".", folder)}`];
  const { out, error, code } = await run(args, {}, ".");
  expect(error).toBe("");
  expect(out).toContain("No schema changes, nothing to migrate");
  expect(code).toBe(0);
  expect(readdirSync(folder, { recursive: true }).toSorted()).toEqual(before);
});
