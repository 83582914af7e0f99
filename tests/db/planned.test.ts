import { type SQL, sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { rows } from "#lib/db/database.ts";
import { errorCode } from "#lib/db/errors.ts";
import { postgresClient, tcpDatabase } from "#lib/db/node.ts";
import { planned } from "#lib/db/planned.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();
const asIs = (row: Record<string, unknown>) => row;
const number = sql.raw("n integer");

/** A database with one session, in which nothing was run yet. */
function oneSession() {
  const { db, end } = tcpDatabase(database.direct, { max: 1 });
  onTestFinished(end);
  const kept = () =>
    rows(db, sql`select generic_plans as runs from pg_prepared_statements`, ({ runs }) =>
      Number(runs),
    );
  return { db, kept };
}

describe.each(drivers)("a statement whose plan is kept on %s", (driver) => {
  const db = () => database.on[driver];

  test("answers as it does by itself, the first time and later, whatever its parameters", async () => {
    const texts = [
      "it's",
      '"',
      "\\",
      "a\\'b",
      "{}",
      "null",
      "NULL",
      "",
      " ",
      ",",
      "$1",
      "%I",
      "ü\n😀",
    ];
    for (const text of [...texts, ...texts, null]) {
      const statement = sql`select ${text}::text as text, ${7}::integer as n, ${true}::boolean as yes,
        ${"{a,NULL}"}::text[] as list, ${JSON.stringify({ text })}::jsonb ->> 'text' as read`;
      const answer = sql.raw("text text, n integer, yes boolean, list text[], read text");
      expect(await rows(db(), await planned(statement, answer), asIs)).toEqual([
        { text, n: 7, yes: true, list: ["a", null], read: text },
      ]);
    }
  });

  test("needs no parameters, and may answer no row or many", async () => {
    for (const size of [3, 0]) {
      const statement = sql`select n from generate_series(1, ${sql.raw(String(size))}) as n`;
      for (let turn = 0; turn < 2; turn++) {
        expect(await rows(db(), await planned(statement, number), ({ n }) => n)).toHaveLength(size);
      }
    }
  });

  test("fails with its own reason, writes nothing then, and is right the next time", async () => {
    const insert = (slug: string, divisor: number): Promise<SQL> =>
      planned(
        sql`with made as (
            insert into plans (slug, name) values (${slug}, 'A') returning 1
          )
          select 1 / ${divisor}::integer as n from made`,
        number,
      );
    const slug = crypto.randomUUID();
    for (let turn = 0; turn < 2; turn++) {
      expect(await code(rows(db(), await insert(slug, 0), asIs))).toBe("22012");
    }
    expect(await rows(db(), await insert(slug, 1), asIs)).toEqual([{ n: 1 }]);
    expect(await code(rows(db(), await insert(slug, 1), asIs))).toBe("23505");
    for (let turn = 0; turn < 2; turn++) {
      expect(await code(rows(db(), await planned(sql`select from from`, number), asIs))).toBe(
        "42601",
      );
    }
  });
});

const code = (failing: Promise<unknown>) => failing.then(() => "none", errorCode);

test("is planned once in a session, for all parameters", async () => {
  const { db, kept } = oneSession();
  for (const n of [1, 2, 3, 4, 5, 6, 7]) {
    const statement = sql`select ${n}::integer + 1 as n`;
    expect(await rows(db, await planned(statement, number), asIs)).toEqual([{ n: n + 1 }]);
  }
  expect(await kept()).toEqual([7]);
});

test("a failure that reads like that of an unknown statement is told as it is", async () => {
  const { db, kept } = oneSession();
  await db.execute(sql`create function refuse_all() returns integer language plpgsql as $$
    begin raise exception 'No' using errcode = 'syntax_error'; end $$`);
  const statement = await planned(sql`select refuse_all() as n`, number);
  for (let turn = 0; turn < 2; turn++) expect(await code(rows(db, statement, asIs))).toBe("42601");
  expect(await kept()).toHaveLength(1);
});

test("a session that has forgotten its statements makes them again", async () => {
  const { db, kept } = oneSession();
  const statement = await planned(sql`select ${1}::integer as n`, number);
  for (const forget of [sql`deallocate all`, sql`discard all`]) {
    expect(await rows(db, statement, asIs)).toEqual([{ n: 1 }]);
    expect(await kept()).toHaveLength(1);
    await db.execute(forget);
    expect(await kept()).toHaveLength(0);
  }
  expect(await rows(db, statement, asIs)).toEqual([{ n: 1 }]);
});

test("a table that changes is seen as it is now", async () => {
  const { db } = oneSession();
  const other = postgresClient(database.direct);
  onTestFinished(() => other.end());
  await other`create table changing (n integer, text text)`;
  const statement = await planned(
    sql`select count(*)::integer as n from changing where n = 1`,
    number,
  );
  for (const [change, found] of [
    ["insert into changing values (1, 'a')", 1],
    ["alter table changing drop column text", 1],
    ["alter table changing alter column n type bigint", 1],
    ["create index on changing (n)", 1],
    ["delete from changing", 0],
  ] as const) {
    await other.unsafe(change);
    expect(await rows(db, statement, asIs)).toEqual([{ n: found }]);
  }
});
