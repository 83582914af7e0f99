import { neon } from "@neondatabase/serverless";
import { expect, test } from "vitest";
import { testGateway, until } from "./gateway.ts";

const mebibyte = 1_048_576;

test("a request over 10 MiB is refused, and one below it is not", async () => {
  const { post } = await testGateway();
  const query = "select length($1) as length";
  const { status, json } = await post({ query, params: ["x".repeat(10 * mebibyte)] });
  expect(status).toBe(413);
  expect(json).toHaveProperty("message", "request is too large (max is 10485760 bytes)");
  const length = 10 * mebibyte - 100;
  const below = await post({ query, params: ["x".repeat(length)] });
  expect(below.json).toHaveProperty("rows", [{ length }]);
});

test("a request that does not say how long it is may not be longer either", async () => {
  const { gateway, url } = await testGateway();
  const chunk = new TextEncoder().encode("x".repeat(mebibyte));
  let left = 12;
  const body = new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(chunk);
      else controller.close();
    },
  });
  const response = await fetch(gateway.url, {
    method: "POST",
    headers: { "Neon-Connection-String": url() },
    body,
    duplex: "half",
  } as RequestInit);
  expect(response.status).toBe(413);
});

test("an answer over 10 MiB is stopped, and one below it is not", async () => {
  const { post, url } = await testGateway();
  const { status, json } = await post({
    query: "select * from generate_series(1, 5000) a cross join generate_series(1, 5000) b",
  });
  expect(status).toBe(507);
  expect(json).toMatchObject({
    message: "response is too large (max is 10485760 bytes)",
    code: "",
    severity: "",
  });
  const length = 10 * mebibyte - 100;
  const [row] = await neon(url())`select repeat('x', ${length}) as text`;
  expect(row?.text).toHaveLength(length);
});

test("the statements of a batch share the limit", async () => {
  const { post, direct } = await testGateway();
  const half = { query: "select repeat('x', 6000000) as text" };
  expect((await post(half)).status).toBe(200);
  const { status } = await post({
    queries: [{ query: "create table t as select 1" }, half, half],
  });
  expect(status).toBe(507);
  expect(await direct("select to_regclass('t') as t")).toEqual([{ t: null }]);
});

test("a huge value does not have to arrive before it is refused", async () => {
  const { post } = await testGateway();
  const before = process.memoryUsage().rss;
  const { status } = await post({ query: "select repeat('x', 250000000) as text" });
  expect(status).toBe(507);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * mebibyte);
});

test("a query whose answer was too long does not go on in the database", async () => {
  const { post, direct, database } = await testGateway();
  expect(
    (await post({ query: "select repeat('y', 1000), generate_series(1, 100000000)" })).status,
  ).toBe(507);
  await until(async () => {
    const running = await direct(
      `select pid from pg_stat_activity
        where datname = '${database}' and state = 'active' and pid <> pg_backend_pid()`,
    );
    return running.length === 0;
  });
  expect((await post({ query: "select 1 as n" })).json).toHaveProperty("rows", [{ n: 1 }]);
});
