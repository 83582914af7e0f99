import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { rows } from "#lib/db/database.ts";
import { postgresClient } from "#lib/db/node.ts";
import { testDatabase } from "../database.ts";
import { nothingUncaught } from "../nothing-uncaught.ts";

nothingUncaught();

const database = testDatabase({ empty: true });
beforeAll(async () => {
  await onDirect(sql`create table marks (name text, part integer)`);
});

const onDirect = (statement: ReturnType<typeof sql>) =>
  rows(database.on["postgres-js direct"], statement, (row) => row);

const marksOf = async (name: string) => {
  const found = await onDirect(sql`select part from marks where name = ${name} order by part`);
  return found.map(({ part }) => part);
};

/** Ends the sessions that are in this statement, or were last, once there is one. */
const kill = (statement: string) =>
  vi.waitFor(async () => {
    const killed = await onDirect(
      sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query = ${statement}`,
    );
    expect(killed.length).toBeGreaterThan(0);
  });

const refused = {
  code: expect.stringMatching(/^(CONNECTION_CLOSED|08P01|57P01|ECONNRESET|EPIPE)$/),
};

describe.each(["direct", "pooled"] as const)("when a backend is killed, %s", (way) => {
  const mark = "insert into marks values ($1, $2)";

  function client(options: { max?: number } = {}): postgres.Sql {
    const opened = postgresClient(database[way], options);
    onTestFinished(() => opened.end({ timeout: 1 }));
    return opened;
  }
  const isServed = async (on: postgres.Sql) =>
    expect(await on.unsafe("select 1 as one")).toEqual([{ one: 1 }]);

  test("a statement that it runs is refused, and the next one works", async () => {
    const opened = client();
    const statement = "select pg_sleep(60), 'alone'";
    const lost = expect(opened.unsafe(statement)).rejects.toMatchObject(refused);
    await kill(statement);
    await lost;
    await isServed(opened);
  });

  test("those that wait for the connection are served", async () => {
    const opened = client();
    const statement = "select pg_sleep(60), 'first'";
    const lost = expect(opened.unsafe(statement)).rejects.toMatchObject(refused);
    const waiting = Array.from({ length: 5 }, () => isServed(opened));
    await kill(statement);
    await lost;
    await Promise.all(waiting);
  });

  test("a transaction is refused as a whole, whatever waits beside it is served", async () => {
    const opened = client();
    const name = `${way} waiting`;
    const statement = `select pg_sleep(60), '${name}'`;
    const lost = opened.begin(async (transaction) => {
      await transaction.unsafe(mark, [name, 1]);
      await transaction.unsafe(statement);
    });
    const beside = opened.begin((transaction) => transaction.unsafe(mark, [`${name} beside`, 1]));
    const isLost = expect(lost).rejects.toMatchObject(refused);
    await kill(statement);
    await isLost;
    await beside;
    await isServed(opened);
    expect([await marksOf(name), await marksOf(`${name} beside`)]).toEqual([[], [1]]);
  });

  test.each(["says so", "goes on"])(
    "between two statements, and the caller %s: no statement lands outside the transaction",
    async (what) => {
      const opened = client();
      const name = `${way} between ${what}`;
      const statement = `select '${name}'`;
      const resumes = Promise.withResolvers<void>();
      const lost = opened.begin(async (transaction) => {
        await transaction.unsafe(mark, [name, 1]);
        await transaction.unsafe(statement);
        await resumes.promise;
        const second = transaction.unsafe(mark, [name, 2]);
        if (what === "says so") await second;
        else await second.catch(() => {});
      });
      const isLost = expect(lost).rejects.toMatchObject(refused);
      await kill(statement);
      // One that gets the next connection, and is open while the lost one goes on.
      const beside = opened.begin(async (transaction) => {
        await transaction.unsafe(mark, [`${name} beside`, 1]);
        await sleep(100);
        await transaction.unsafe(mark, [`${name} beside`, 2]);
      });
      resumes.resolve();
      await isLost;
      await beside;
      expect([await marksOf(name), await marksOf(`${name} beside`)]).toEqual([[], [1, 2]]);
    },
  );

  test("a transaction with nothing left to do but its commit is refused", async () => {
    const opened = client();
    const name = `${way} commit`;
    const statement = `select '${name}'`;
    const lost = opened.begin(async (transaction) => {
      await transaction.unsafe(mark, [name, 1]);
      await transaction.unsafe(statement);
      await kill(statement);
    });
    await expect(lost).rejects.toMatchObject(refused);
    await isServed(opened);
    expect(await marksOf(name)).toEqual([]);
  });

  test("many statements sent at once in a transaction are each refused", async () => {
    const opened = client();
    const name = `${way} at once`;
    const statement = `select pg_sleep(60), '${name}'`;
    const lost = opened.begin(async (transaction) => {
      const sent = [
        transaction.unsafe(statement).execute(),
        ...Array.from({ length: 150 }, (_, part) =>
          transaction.unsafe(mark, [name, part]).execute(),
        ),
      ];
      const ends = await Promise.allSettled(sent);
      expect(ends.filter(({ status }) => status === "fulfilled")).toEqual([]);
    });
    const isLost = expect(lost).rejects.toMatchObject(refused);
    await kill(statement);
    await isLost;
    await isServed(opened);
    expect(await marksOf(name)).toEqual([]);
  });

  test("of several connections, the others go on", async () => {
    const opened = client({ max: 3 });
    const statement = `select pg_sleep(60), '${way} one of three'`;
    const other = opened.unsafe(`select pg_sleep(1), '${way} other'`);
    const others = [other.execute(), opened.begin((on) => on.unsafe("select pg_sleep(1)"))];
    const lost = expect(opened.unsafe(statement)).rejects.toMatchObject(refused);
    await kill(statement);
    await lost;
    await Promise.all(others);
    await isServed(opened);
  });
});
