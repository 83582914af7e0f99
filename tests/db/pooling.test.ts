import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import type postgres from "postgres";
import { beforeAll, expect, inject, onTestFinished, test } from "vitest";
import { organizations, plans, subscriptions } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { errorCode } from "#lib/db/errors.ts";
import { postgresClient, tcpDatabase } from "#lib/db/node.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { type LocalPgBouncer, startPgBouncer } from "#local/pgbouncer.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { createDatabase, type TestDatabase, testDatabase } from "../database.ts";
import { delivery, payload } from "../webhooks/payload.ts";

const backends = 2;
const clients = 6;

const database = testDatabase();
let pgbouncer: LocalPgBouncer;
let url: string;
const poolOf = ({ direct }: TestDatabase) => pgbouncer.url(new URL(direct).pathname.slice(1));
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "penning-pool-"));
  pgbouncer = await startPgBouncer({
    port: await findFreeBlock(1),
    postgresPort: inject("neon").postgres,
    dir: join(folder, "pgbouncer"),
    poolSize: backends,
  });
  url = poolOf(database);
  return async () => {
    await pgbouncer.stop();
    rmSync(folder, { recursive: true, force: true });
  };
});

function client(address: string, prepare: boolean): postgres.Sql {
  const sql = postgresClient(address, { prepare });
  onTestFinished(() => sql.end({ timeout: 1 }));
  return sql;
}

/** Many transactions of several clients at once, on few backends: the codes of those that failed. */
async function failures(prepare: boolean): Promise<(string | undefined)[]> {
  // What prepares leaves statements behind, so it has backends of its own.
  const own = await createDatabase();
  onTestFinished(own.drop);
  const codes: (string | undefined)[] = [];
  const work = async (sql: postgres.Sql) => {
    for (let round = 0; round < 40; round++) {
      await sql
        .begin(async (transaction) => {
          const [row] = await transaction`select ${round}::integer + 1 as sum`;
          await transaction`select slug from plans where monthly_credits > ${round}::bigint`;
          expect(row).toEqual({ sum: round + 1 });
        })
        .catch((error: unknown) => codes.push(errorCode(error)));
    }
  };
  await Promise.all(Array.from({ length: clients }, () => work(client(poolOf(own), prepare))));
  return codes;
}

test("transactions of many clients never fail on few backends", async () => {
  expect(await failures(false)).toEqual([]);
});

test("with prepared statements, which the project does not use, they would", async () => {
  const codes = await failures(true);
  expect(codes.length).toBeGreaterThan(0);
  expect(codes.filter((code) => code !== "26000" && code !== "42P05")).toEqual([]);
});

test("statements with and without parameters, side by side, are all answered", async () => {
  const work = Array.from({ length: clients }, async () => {
    const { db, end } = tcpDatabase(url);
    onTestFinished(end);
    for (let round = 0; round < 40; round++) {
      const answers = await Promise.all([
        db.execute(sql`select slug from plans`),
        db.execute(sql`select ${round}::integer as n`),
        db.execute(sql`select 2 as n`),
        db.execute(sql`select 1 / ${0}::integer`).catch(errorCode),
      ]);
      expect(answers.at(-1)).toBe("22012");
    }
  });
  await Promise.all(work);
});

/** What the sessions of all backends hold, each looked at while the others are kept busy. */
async function sessions() {
  const looks = Array.from({ length: backends }, () => Promise.withResolvers<void>());
  const everybodyLooks = Promise.all(looks.map(({ promise }) => promise));
  return Promise.all(
    looks.map(({ resolve }) =>
      client(url, false).begin(async (sql) => {
        const [row] = await sql`select
          pg_backend_pid() as pid,
          (select count(*)::integer from pg_prepared_statements
            where name <> 'planned_' || left(encode(sha256(convert_to(
              substr(statement, length('prepare ' || name || '(text[]) as ') + 1), 'UTF8'
            )), 'hex'), 32)
          ) as statements,
          (select count(*)::integer from pg_locks
            where locktype = 'advisory' and pid = pg_backend_pid()) as locks,
          (select count(*)::integer from pg_class
            where relnamespace = pg_my_temp_schema()) as temporary,
          (select count(*)::integer from pg_cursors where is_holdable) as cursors,
          (select count(*)::integer from pg_listening_channels()) as channels,
          current_user || ' ' || (
            select string_agg(name || '=' || setting, ' ' order by name) from pg_settings
            where source = 'session') as settings`;
        resolve();
        await everybodyLooks;
        return row;
      }),
    ),
  );
}

test("what the project runs leaves nothing behind in the sessions that others get next but plans, each under the hash of its own text", async () => {
  const before = await sessions();
  expect(new Set(before.map((session) => session?.pid)).size).toBe(backends);
  expect(before).toMatchObject([nothing, nothing]);

  const { db, end } = tcpDatabase(url, { max: clients });
  onTestFinished(end);
  const act = async () => {
    const id = crypto.randomUUID();
    const person = payload("clerk/user.created");
    Object.assign(Object(person.data), { id });
    await recordClerkEvent(db, ...delivery("clerk", person));
    await recordPolarEvent(db, ...delivery("polar", payload("polar/04.subscription.active")));
    await db.insert(organizations).values({ slug: id, name: "A" });
    await db.select().from(plans).leftJoin(subscriptions, eq(subscriptions.planId, plans.id));
    await db.insert(organizations).values({ slug: id, name: "A" }).catch(errorCode);
  };
  await Promise.all(Array.from({ length: 20 }, act));

  const byPid = (rows: typeof before) => rows.toSorted((a, b) => a?.pid - b?.pid);
  expect(byPid(await sessions())).toEqual(byPid(before));
});

const nothing = { statements: 0, locks: 0, temporary: 0, cursors: 0, channels: 0 };

test("what a session is left with would be seen", async () => {
  const before = await sessions();
  const sql = client(url, false);
  await sql`set work_mem = '7MB'`;
  await sql.unsafe("prepare planned_other as select 1");
  await sql`select pg_advisory_lock(4711)`;
  await sql`create temporary table left_over (n integer)`;
  const after = await sessions();
  expect(after).not.toEqual(before);
  const total = (key: "locks" | "temporary" | "statements") =>
    after.reduce((sum, row) => sum + row?.[key], 0);
  expect([total("locks"), total("temporary"), total("statements")]).toEqual([1, 1, 1]);
  expect(after.filter((row) => row?.settings.includes("work_mem=7168"))).toHaveLength(1);
});
