import { NeonDbError, neon } from "@neondatabase/serverless";
import { expect, test } from "vitest";
import { testGateway } from "./gateway.ts";

test("the driver gets the types it gets from Neon", async () => {
  const { url } = await testGateway();
  const sql = neon(url());
  const [row] = await sql`select
    1 as integer, 9007199254740993 as big, 1.50::numeric as exact, 0.1::float8 as float,
    'NaN'::float8 as nan, 'Infinity'::float4 as infinity, true as yes, null as nothing,
    ''::text as empty, 'ü€😀' as text, '{"a": [1, null]}'::jsonb as document,
    array[[1, 2], [3, null]] as matrix, array['a,b', null, 'NULL', '"\\'] as texts,
    '\\x00ff'::bytea as bytes, '2026-11-20 10:00:00+00'::timestamptz as moment`;
  expect(row).toEqual({
    integer: 1,
    big: "9007199254740993",
    exact: "1.50",
    float: 0.1,
    nan: Number.NaN,
    infinity: Number.POSITIVE_INFINITY,
    yes: true,
    nothing: null,
    empty: "",
    text: "ü€😀",
    document: { a: [1, null] },
    matrix: [
      [1, 2],
      [3, null],
    ],
    texts: ["a,b", null, "NULL", '"\\'],
    bytes: Buffer.from([0, 255]),
    moment: new Date("2026-11-20T10:00:00Z"),
  });
});

test("parameters of every kind arrive as they were given", async () => {
  const { url } = await testGateway();
  const sql = neon(url());
  const long = "long ".repeat(400_000);
  const moment = new Date("2026-11-20T10:00:00.123Z");
  const [row] = await sql`select
    ${null}::text as nothing, ${7}::int as number, ${false}::bool as no, ${'it\'s "x" \\ {}'} as text,
    ${long}::text as long, ${moment}::timestamptz as moment, ${Buffer.from([0, 1, 255])}::bytea as bytes,
    ${{ a: "'" }}::jsonb as document, ${["a", 'b"', null]}::text[] as list`;
  expect(row).toEqual({
    nothing: null,
    number: 7,
    no: false,
    text: 'it\'s "x" \\ {}',
    long,
    moment,
    bytes: Buffer.from([0, 1, 255]),
    document: { a: "'" },
    list: ["a", 'b"', null],
  });
});

test("full results and array mode look as they do from Neon", async () => {
  const { url } = await testGateway();
  const sql = neon(url(), { fullResults: true, arrayMode: true });
  await sql`create table things (id int primary key, name varchar(20))`;
  const result = await sql`insert into things values (1, 'one'), (2, 'two') returning name, id`;
  expect(result).toMatchObject({
    command: "INSERT",
    rowCount: 2,
    rowAsArray: true,
    rows: [
      ["one", 1],
      ["two", 2],
    ],
  });
  expect(result.fields[0]).toMatchObject({
    name: "name",
    dataTypeID: 1043,
    columnID: 2,
    dataTypeSize: -1,
    dataTypeModifier: 24,
    format: "text",
  });
  expect(result.fields[0]?.tableID).toBeGreaterThan(0);
  expect(result.fields[1]?.tableID).toBe(result.fields[0]?.tableID);
});

test("an error of the database reaches the driver with all its fields", async () => {
  const { url } = await testGateway();
  const sql = neon(url());
  await sql`create table accounts (email text constraint one_account unique)`;
  await sql`insert into accounts values ('ada@example.test')`;
  const error = await sql`insert into accounts values ('ada@example.test')`.catch((e) => e);
  expect(error).toBeInstanceOf(NeonDbError);
  expect(error).toMatchObject({
    message: 'duplicate key value violates unique constraint "one_account"',
    severity: "ERROR",
    code: "23505",
    detail: "Key (email)=(ada@example.test) already exists.",
    schema: "public",
    table: "accounts",
    constraint: "one_account",
    routine: "_bt_check_unique",
  });
  await expect(sql.query("selec 1")).rejects.toMatchObject({ code: "42601", position: "1" });
});

test("a transaction applies all of its statements or none", async () => {
  const { url } = await testGateway();
  const sql = neon(url());
  await sql`create table steps (n int primary key)`;
  const results = await sql.transaction(
    [
      sql`insert into steps values (1)`,
      sql`select current_setting('transaction_isolation') as level`,
      sql`select n from steps`,
    ],
    { isolationLevel: "Serializable" },
  );
  expect(results).toEqual([[], [{ level: "serializable" }], [{ n: 1 }]]);

  await expect(
    sql.transaction([sql`insert into steps values (2)`, sql`insert into steps values (1)`]),
  ).rejects.toMatchObject({ code: "23505" });
  expect(await sql`select n from steps`).toEqual([{ n: 1 }]);
});

test("a read-only transaction refuses to write", async () => {
  const { url } = await testGateway();
  const sql = neon(url());
  await sql`create table notes (text text)`;
  await expect(
    sql.transaction([sql`insert into notes values ('x')`], { readOnly: true }),
  ).rejects.toMatchObject({ code: "25006" });
  const [[row] = []] = await sql.transaction(
    [sql`select current_setting('transaction_deferrable') as deferrable`],
    { isolationLevel: "Serializable", readOnly: true, deferrable: true },
  );
  expect(row).toEqual({ deferrable: "on" });
});

test("a pooled host, an endpoint in the options and other settings lead to the same database", async () => {
  const { url, database } = await testGateway();
  for (const address of [
    url({ host: "ep-local-pooler.penning.localhost" }),
    url({ host: "EP-LOCAL.penning.localhost" }),
    url({ search: "?sslmode=require&channel_binding=require&options=endpoint%3Dep-local" }),
  ]) {
    expect(await neon(address)`select current_database() as name`).toEqual([{ name: database }]);
  }
});
