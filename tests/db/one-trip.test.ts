import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { rows } from "#lib/db/database.ts";
import { errorCode } from "#lib/db/errors.ts";
import { postgresClient, tcpDatabase } from "#lib/db/node.ts";
import { startWire, type Wire } from "#local/wire.ts";
import { testDatabase } from "../database.ts";

const database = testDatabase();
let wire: Wire;
let client: ReturnType<typeof tcpDatabase>;
let sqlClient: postgres.Sql;
beforeAll(async () => {
  wire = await startWire(inject("neon").pgbouncer);
  const url = new URL(database.pooled);
  url.port = String(wire.port);
  client = tcpDatabase(url.href);
  sqlClient = postgresClient(url.href);
});
afterAll(async () => {
  await client.end();
  await sqlClient.end();
  await wire.close();
});

beforeEach(async () => {
  // Connects both, if they are not.
  await client.db.execute(sql`select 1`);
  await sqlClient.unsafe("select 1");
  wire.reset();
});

const asIs = (row: Record<string, unknown>) => row;

test("a statement with parameters of every kind takes one trip", async () => {
  const found = await rows(
    client.db,
    sql`select ${"a'b\\ü"}::text as text, ${7}::integer as number, ${9_007_199_254_740_993n}::bigint::text as large,
      ${true}::boolean as yes, ${false}::boolean as no, ${null}::text as nothing, ${"{a,b}"}::text[] as list`,
    asIs,
  );
  expect(found).toEqual([
    {
      text: "a'b\\ü",
      number: 7,
      large: "9007199254740993",
      yes: true,
      no: false,
      nothing: null,
      list: ["a", "b"],
    },
  ]);
  expect(wire.counts().turns).toBe(1);
});

test("a transaction takes one trip for each statement, and two for its ends", async () => {
  await sqlClient.begin(async (transaction) => {
    await transaction.unsafe("select $1::integer", [1]);
    await transaction.unsafe("select $1::integer", [2]);
  });
  expect(wire.counts().turns).toBe(4);
});

test("many statements on one connection are each answered with their own rows", async () => {
  const numbers = Array.from({ length: 200 }, (_, number) => number);
  const answers = await Promise.all(
    numbers.map((number) =>
      number % 7 === 0
        ? Promise.resolve(client.db.execute(sql`select 1 / ${0}::integer`)).catch(errorCode)
        : rows(client.db, sql`select ${number}::integer as n`, ({ n }) => n),
    ),
  );
  expect(answers).toEqual(numbers.map((number) => (number % 7 === 0 ? "22012" : [number])));
  expect(wire.counts().turns).toBe(numbers.length);
});

test.each([
  ["a moment", new Date(0)],
  ["an object", { a: 1 }],
])("%s has no one text, so it is refused and nothing is sent", async (_, value) => {
  const refused = Promise.resolve(client.db.execute(sql`select ${value}`));
  await expect(refused).rejects.toThrow("A parameter cannot be of type object");
  expect(wire.counts().turns).toBe(0);
});
