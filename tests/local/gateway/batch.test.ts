import { expect, test } from "vitest";
import { testGateway } from "./gateway.ts";

test("a batch answers each statement and repeats its options", async () => {
  const { post } = await testGateway();
  const { json, headers } = await post(
    {
      queries: [
        { query: "select $1 * 1 as answer", params: [42] },
        { query: "create table t (id serial primary key, val int)" },
        { query: "insert into t (val) values (10), (20) returning id" },
        { query: "drop table t" },
      ],
    },
    { "Neon-Batch-Isolation-Level": "Serializable", "Neon-Batch-Read-Only": "false" },
  );
  expect(json).toMatchObject({
    results: [
      { rows: [{ answer: 42 }] },
      { command: "CREATE", rowCount: null },
      { command: "INSERT", rowCount: 2, rows: [{ id: 1 }, { id: 2 }] },
      { command: "DROP", rowCount: null },
    ],
  });
  expect(headers.get("neon-batch-isolation-level")).toBe("Serializable");
  expect(headers.has("neon-batch-read-only")).toBe(false);
  expect(headers.has("neon-batch-deferrable")).toBe(false);
});

test.each([
  ["ReadUncommitted", "read uncommitted"],
  ["ReadCommitted", "read committed"],
  ["RepeatableRead", "repeatable read"],
  ["Serializable", "serializable"],
])("a batch runs at the isolation level %s when asked", async (level, name) => {
  const { post } = await testGateway();
  const { json } = await post(
    { queries: [{ query: "show transaction_isolation" }] },
    { "Neon-Batch-Isolation-Level": level },
  );
  expect(json).toHaveProperty("results[0].rows", [{ transaction_isolation: name }]);
});

test("an unknown isolation level is refused, with one statement too", async () => {
  const { post } = await testGateway();
  const headers = { "Neon-Batch-Isolation-Level": "serializable" };
  for (const body of [{ queries: [] }, { query: "select 1" }]) {
    const { status, json } = await post(body, headers);
    expect(status).toBe(400);
    expect(json).toHaveProperty("message", "invalid isolation level");
  }
});

test("only the word true makes a batch read-only or deferrable", async () => {
  const { post } = await testGateway();
  const queries = [
    { query: "show transaction_read_only" },
    { query: "show transaction_deferrable" },
  ];
  for (const [value, setting] of [
    ["true", "on"],
    ["TRUE", "off"],
    ["1", "off"],
  ] as const) {
    const { json, headers } = await post(
      { queries },
      { "Neon-Batch-Read-Only": value, "Neon-Batch-Deferrable": value },
    );
    expect(json).toHaveProperty("results[0].rows", [{ transaction_read_only: setting }]);
    expect(json).toHaveProperty("results[1].rows", [{ transaction_deferrable: setting }]);
    const echoed = setting === "on" ? "true" : null;
    expect(headers.get("neon-batch-read-only")).toBe(echoed);
    expect(headers.get("neon-batch-deferrable")).toBe(echoed);
  }
});

test("an empty batch is legal", async () => {
  const { post } = await testGateway();
  expect(await post({ queries: [] })).toMatchObject({ status: 200, json: { results: [] } });
});

test("the first error undoes the whole batch and is the answer", async () => {
  const { post, direct } = await testGateway();
  await post({ query: "create table t (n int primary key)" });
  const { status, json, headers } = await post(
    {
      queries: [
        { query: "insert into t values (1)" },
        { query: "insert into t values (1)" },
        { query: "create table never (n int)" },
      ],
    },
    { "Neon-Batch-Isolation-Level": "Serializable" },
  );
  expect(status).toBe(400);
  expect(json).toHaveProperty("code", "23505");
  expect(headers.has("neon-batch-isolation-level")).toBe(false);
  expect(await direct("select n from t")).toEqual([]);
  expect(await direct("select to_regclass('never') as never")).toEqual([{ never: null }]);
});

test("a constraint that is checked at the end fails the batch at its commit", async () => {
  const { post, direct } = await testGateway();
  await post({ query: "create table t (n int unique deferrable initially deferred)" });
  const { status, json } = await post({
    queries: [{ query: "insert into t values (1)" }, { query: "insert into t values (1)" }],
  });
  expect(status).toBe(400);
  expect(json).toMatchObject({ code: "23505", table: "t" });
  expect(await direct("select n from t")).toEqual([]);
});

test("statements of a batch see what those before them did", async () => {
  const { post } = await testGateway();
  const { json } = await post({
    queries: [
      { query: "create table t as select 1 as n" },
      { query: "set local work_mem = '7MB'" },
      { query: "select n, current_setting('work_mem') as work_mem from t" },
    ],
  });
  expect(json).toHaveProperty("results[2].rows", [{ n: 1, work_mem: "7MB" }]);
});
