import { expect, test } from "vitest";
import { firstRow, testGateway } from "./gateway.ts";

const sample = "select 1 as n, 'a' as s, '{1,2,3}'::int4[] as arr, true as b, null as x";

test.each([
  ["false", "false", { n: 1, s: "a", arr: [1, 2, 3], b: true, x: null }],
  ["false", "true", [1, "a", [1, 2, 3], true, null]],
  ["true", "false", { n: "1", s: "a", arr: "{1,2,3}", b: "t", x: null }],
  ["true", "true", ["1", "a", "{1,2,3}", "t", null]],
])("with raw text %s and array mode %s rows come in that form", async (text, array, row) => {
  const { post } = await testGateway();
  const { json } = await post(
    { query: sample },
    { "Neon-Raw-Text-Output": text, "Neon-Array-Mode": array },
  );
  expect(json).toHaveProperty("rows", [row]);
  expect(json).toHaveProperty("rowAsArray", array === "true");
});

test("a body says for itself whether its rows are arrays", async () => {
  const { post } = await testGateway();
  const { json } = await post(
    { query: "select 1 as n", arrayMode: false },
    { "Neon-Array-Mode": "true" },
  );
  expect(json).toMatchObject({ rowAsArray: false, rows: [{ n: 1 }] });
  const batch = await post({
    queries: [{ query: "select 1 as n", arrayMode: true }, { query: "select 1 as n" }],
  });
  expect(batch.json).toMatchObject({
    results: [
      { rowAsArray: true, rows: [[1]] },
      { rowAsArray: false, rows: [{ n: 1 }] },
    ],
  });
});

test("native values keep what JSON can hold, and the rest stays text", async () => {
  const { post } = await testGateway();
  const { json } = await post({
    query: `select 9::int8 as i8, 1.50::numeric as exact, 0.1::float4 as f4, 'NaN'::float8 as nan,
      array['-Infinity'::float8, 2] as floats, '{"a": 1.50}'::json as doc,
      array['{"b":1}'::jsonb, null] as docs, array[[true],[false]] as flags,
      array['a"b', 'c\\d', 'e,f', 'NULL', null, ''] as texts, '{}'::int[] as none,
      '[5:6]={7,8}'::int[] as bounded, array['((1,1),(0,0))'::box, '((3,3),(2,2))'::box] as boxes,
      '1 2'::int2vector as vector, '\\x01'::bytea as bytes`,
  });
  expect(json).toHaveProperty("rows[0]", {
    i8: "9",
    exact: "1.50",
    f4: 0.1,
    nan: "NaN",
    floats: ["-Infinity", 2],
    doc: { a: 1.5 },
    docs: [{ b: 1 }, null],
    flags: [[true], [false]],
    texts: ['a"b', "c\\d", "e,f", "NULL", null, ""],
    none: [],
    bounded: [7, 8],
    boxes: ["(1,1),(0,0)", "(3,3),(2,2)"],
    vector: "1 2",
    bytes: "\\x01",
  });
});

test("arrays of a type of one's own are arrays too", async () => {
  const { post } = await testGateway();
  await post({ query: "create type foo as enum ('foo', 'bar', 'baz')" });
  const { json } = await post({ query: "select array['foo'::foo, 'bar', 'baz'] as data" });
  expect(json).toHaveProperty("rows", [{ data: ["foo", "bar", "baz"] }]);
});

test("parameters from any client are understood", async () => {
  const { post } = await testGateway();
  const answer = async (query: string, ...params: unknown[]) =>
    firstRow(await post({ query, params })).answer;
  expect(await answer("select $1 as answer", 42)).toBe("42");
  expect(await answer("select $1 * 1 as answer", 42)).toBe(42);
  expect(await answer("select $1::bool as answer", true)).toBe(true);
  expect(await answer("select $1::int[] as answer", [1, 2, 3])).toEqual([1, 2, 3]);
  expect(
    await answer("select $1::int[] as answer", [
      [1, null],
      [3, 4],
    ]),
  ).toEqual([
    [1, null],
    [3, 4],
  ]);
  expect(
    await answer("select $1::text[] as answer", ['a"\\b', "{x,y}", "NULL", null, "l\nm"]),
  ).toEqual(['a"\\b', "{x,y}", "NULL", null, "l\nm"]);
  expect(await answer("select $1::json->'a' as answer", { a: { b: 42 } })).toEqual({ b: 42 });
  expect(await answer("select $1::jsonb[] as answer", [{ foo: 1 }, {}])).toEqual([{ foo: 1 }, {}]);
});

test("numbers keep every digit they were sent with", async () => {
  const { post } = await testGateway();
  const { json } = await post(
    `{"query": "select $1::int8::text as big, $2::jsonb::text as doc", "params": [9007199254740993, {"n": 9007199254740993}]}`,
  );
  expect(json).toHaveProperty("rows", [
    { big: "9007199254740993", doc: '{"n": 9007199254740993}' },
  ]);
});

test.each([
  ["select 1 where false", "SELECT", 0],
  ["insert into t values (1), (2)", "INSERT", 2],
  ["update t set n = n + 1", "UPDATE", 1],
  ["delete from t", "DELETE", 1],
  ["create table u as select 1 as n", "SELECT", 1],
  ["create table v (n int)", "CREATE", null],
  ["drop table t", "DROP", null],
  ["begin", "BEGIN", null],
  ["set work_mem = '8MB'", "SET", null],
  ["", "", null],
  ["-- nothing but a comment", "", null],
])("%s is answered with its command and its number of rows", async (query, command, rowCount) => {
  const { post } = await testGateway();
  await post({
    queries: [{ query: "create table t (n int)" }, { query: "insert into t values (0)" }],
  });
  const { status, json } = await post({ query });
  expect(status).toBe(200);
  expect(json).toMatchObject({ command, rowCount, rows: [] });
});

test("a duplicate column name leaves the last value, and none of an array", async () => {
  const { post } = await testGateway();
  expect((await post({ query: "select 1 as n, 2 as n" })).json).toHaveProperty("rows", [{ n: 2 }]);
  expect((await post({ query: "select 1 as n, 2 as n", arrayMode: true })).json).toHaveProperty(
    "rows",
    [[1, 2]],
  );
});

test("two statements in one query are refused, so nothing can be appended to one", async () => {
  const { post } = await testGateway();
  const { status, json } = await post({ query: "select 1; select 2" });
  expect(status).toBe(400);
  expect(json).toHaveProperty("code", "42601");
  expect((await post({ query: "select 1;" })).status).toBe(200);
});

test("an error has every key, null where the database said nothing", async () => {
  const { post } = await testGateway();
  const { status, json, headers } = await post({ query: "select nope" });
  expect(status).toBe(400);
  expect(headers.get("content-type")).toBe("application/json");
  expect(json).toEqual({
    message: 'column "nope" does not exist',
    code: "42703",
    severity: "ERROR",
    detail: null,
    hint: null,
    position: "8",
    internalPosition: null,
    internalQuery: null,
    where: null,
    schema: null,
    table: null,
    column: null,
    dataType: null,
    constraint: null,
    file: "parse_relation.c",
    line: expect.stringMatching(/^\d+$/),
    routine: "errorMissingColumn",
  });
});

test("an error inside a function tells where in its own query", async () => {
  const { post } = await testGateway();
  const { json } = await post({
    queries: [
      {
        query: `create function f() returns int language plpgsql as 'begin return (select nope); end'`,
      },
      { query: "select f()" },
    ],
  });
  expect(json).toMatchObject({
    position: null,
    internalPosition: "9",
    internalQuery: "(select nope)",
    where: expect.stringContaining("PL/pgSQL function f()"),
  });
});

test.each([
  ["copy (select 1) to stdout", "out of"],
  ["copy t from stdin", "into"],
])("COPY is refused: %s", async (query) => {
  const { post } = await testGateway();
  await post({ query: "create table t (n int)" });
  const { status, json } = await post({ query });
  expect(status).toBe(400);
  expect(json).toMatchObject({ message: "unexpected message from server", code: "", severity: "" });
  expect((await post({ query: "select 1 as n" })).json).toHaveProperty("rows", [{ n: 1 }]);
});

test("a notice does not disturb the answer", async () => {
  const { post } = await testGateway();
  const { status, json } = await post({ query: "drop table if exists nowhere" });
  expect(status).toBe(200);
  expect(json).toHaveProperty("command", "DROP");
});

test.each([
  ["not JSON", "{"],
  ["no query", { params: [] }],
  ["a query that is no text", { query: 1 }],
  ["parameters that are no list", { query: "select 1", params: "a" }],
  ["a batch that is no list", { queries: "select 1" }],
])("a body with %s is refused", async (_what, body) => {
  const { post } = await testGateway();
  const { status, json } = await post(body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ code: "", severity: "", position: null });
  expect(json).toHaveProperty(
    "message",
    expect.stringMatching(/^could not parse the HTTP request body: /),
  );
});

test("a query that Postgres would read differently is refused", async () => {
  const { post } = await testGateway();
  const answer = await post({ query: "select 1 --\0" });
  expect(answer).toMatchObject({
    status: 400,
    json: { message: "error encoding message to server" },
  });
  const text = await post({ query: "select $1::text", params: ["a\0b"] });
  expect(text).toMatchObject({ status: 400, json: { code: "22021" } });
  const missing = await post({ query: "select $1::text", params: [] });
  expect(missing).toMatchObject({ status: 400, json: { code: "08P01" } });
});

test.each([
  ["GET", "/sql"],
  ["PUT", "/sql"],
  ["POST", "/"],
  ["POST", "/sql/more"],
  ["GET", "/"],
])("%s %s is not supported", async (method, path) => {
  const { gateway } = await testGateway();
  const response = await fetch(new URL(path, gateway.url), { method });
  expect(response.status).toBe(400);
  expect(await response.json()).toBe("query is not supported");
});
