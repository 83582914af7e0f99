import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { postgresClient } from "#lib/db/node.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { type LocalPostgres, startPostgres } from "#local/postgres.ts";
import { makeCertificates } from "../../bench/cold/rig/certificates.ts";
import { createDatabase } from "../database.ts";
import { nothingUncaught } from "../nothing-uncaught.ts";
import { cutLine, cuts } from "./cut-line.ts";

nothingUncaught();

let encrypted: LocalPostgres;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "penning-torn-"));
  encrypted = await startPostgres({
    dataDir: join(folder, "postgres"),
    port: await findFreeBlock(1),
    durable: false,
    tls: makeCertificates(folder),
  });
  return async () => {
    await encrypted.stop();
    rmSync(folder, { recursive: true, force: true });
  };
});

function client(url: string, options: { max?: number } = {}): postgres.Sql {
  const opened = postgresClient(url, options);
  onTestFinished(() => opened.end({ timeout: 1 }));
  return opened;
}

const pick = <Item>(items: readonly Item[]) => items[Math.floor(Math.random() * items.length)];

/** Writes three parts in one transaction, with pauses of any length between them. */
async function write(on: postgres.Sql, name: string): Promise<void> {
  await on.begin(async (transaction) => {
    for (const part of [1, 2, 3]) {
      await transaction.unsafe("insert into parts values ($1, $2)", [name, part]);
      if (Math.random() < 0.3) await sleep(Math.random() * 5);
    }
  });
}

/** Many transactions and statements, while `hurt` does it: each ends, and none is done by half. */
async function live(url: string, admin: postgres.Sql, hurt: () => Promise<unknown>) {
  await admin.unsafe("drop table if exists parts; create table parts (name text, part integer)");
  const opened = client(url, { max: pick([1, 1, 3]) });
  const done = new Map<string, boolean>();
  let isOver = false;
  const hurting = (async () => {
    while (!isOver) await hurt();
  })();
  const lives = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < 25; round++) {
      const name = crypto.randomUUID();
      const isDone = await write(opened, name).then(
        () => true,
        () => false,
      );
      done.set(name, isDone);
      await opened.unsafe("select $1::integer", [round]).catch(() => {});
    }
  });
  await Promise.all(lives);
  isOver = true;
  await hurting;

  const rows = await admin.unsafe(
    "select name, array_agg(part order by part) as parts from parts group by name",
  );
  const parts = new Map(rows.map((row) => [row.name, row.parts]));
  for (const [name, isDone] of done) {
    // Of a commit whose answer was lost nobody knows whether it was done.
    expect(isDone ? [[1, 2, 3]] : [[1, 2, 3], undefined]).toContainEqual(parts.get(name));
  }
  expect([...parts.keys()].filter((name) => !done.has(name))).toEqual([]);
  const outcomes = [...done.values()];
  expect(outcomes).toContain(true);
  expect(outcomes).toContain(false);
}

test.each(["pooled", "direct", "TLS", "TLS at once"])(
  "wherever a line is cut, every transaction is whole or refused (%s)",
  async (way) => {
    const database = await createDatabase({ empty: true });
    onTestFinished(database.drop);
    const isEncrypted = way.startsWith("TLS");
    const url = new URL(
      isEncrypted ? encrypted.url() : database[way === "pooled" ? "pooled" : "direct"],
    );
    const line = await cutLine(Number(url.port));
    const admin = client(isEncrypted ? url.href : database.direct);
    url.port = String(line.port);
    if (isEncrypted) url.searchParams.set("sslmode", "require");
    if (way === "TLS at once") url.searchParams.set("sslnegotiation", "direct");
    await live(url.href, admin, async () => {
      line.cutAfter(Math.floor(Math.random() * 3_000), pick(cuts) ?? "end");
      await sleep(20 + Math.random() * 60);
    });
    line.mend();
    expect(await client(url.href).unsafe("select 1 as one")).toEqual([{ one: 1 }]);
  },
);

test.each(["pooled", "direct"] as const)(
  "whenever a backend is killed, every transaction is whole or refused (%s)",
  async (way) => {
    const database = await createDatabase({ empty: true });
    onTestFinished(database.drop);
    const admin = client(`${database.direct}?application_name=admin`);
    const killer = client(database.direct);
    await live(database[way], admin, async () => {
      await sleep(Math.random() * 30);
      await killer.unsafe(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend'
            and pid <> pg_backend_pid()
            and application_name <> 'admin'
          order by random() limit 1`,
      );
    });
    expect(await client(database[way]).unsafe("select 1 as one")).toEqual([{ one: 1 }]);
  },
);
