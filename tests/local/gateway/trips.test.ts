import { neon } from "@neondatabase/serverless";
import { expect, test } from "vitest";
import { testGateway } from "./gateway.ts";

test("requests sent side by side are one trip deep, one after the other as many as they are", async () => {
  const { gateway, url } = await testGateway();
  const sql = neon(url());
  await Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(0.1)`));
  expect(gateway.trips()).toEqual({ requests: 10, depth: 1, statements: 10 });
  gateway.resetTrips();
  await sql`select 1`;
  await sql`select 2`;
  expect(gateway.trips()).toEqual({ requests: 2, depth: 2, statements: 2 });
});

test("a request that waited for one of many is one deeper than that one", async () => {
  const { gateway, url } = await testGateway();
  const sql = neon(url());
  await Promise.all([
    sql`select pg_sleep(0.3)`,
    sql`select 1`.then(() => Promise.all([sql`select 2`, sql`select pg_sleep(0.1)`])),
  ]);
  expect(gateway.trips()).toEqual({ requests: 4, depth: 2, statements: 4 });
  await sql`select 3`;
  expect(gateway.trips().depth).toBe(3);
});

test("a batch is one request of several statements, and a failed one counts too", async () => {
  const { gateway, url } = await testGateway();
  const sql = neon(url());
  await sql.transaction([sql`select 1`, sql`select 2`, sql`select 3`]);
  await sql`selec`.catch(() => {});
  expect(gateway.trips()).toEqual({ requests: 2, depth: 2, statements: 4 });
});

test("the trips of a page view are told apart from all others", async () => {
  const { gateway, url } = await testGateway();
  const first = neon(url({ search: "?view=first" }));
  const second = neon(url({ search: "?sslmode=require&view=second" }));
  await first`select 1`;
  await second`select 1`;
  await Promise.all([second`select pg_sleep(0.1)`, second`select pg_sleep(0.1)`]);
  await neon(url())`select 1`;
  expect(gateway.trips("first")).toEqual({ requests: 1, depth: 1, statements: 1 });
  expect(gateway.trips("second")).toEqual({ requests: 3, depth: 2, statements: 3 });
  expect(gateway.trips("never")).toEqual({ requests: 0, depth: 0, statements: 0 });
  expect(gateway.trips().requests).toBe(5);
});

test("another process reads and resets the trips over HTTP", async () => {
  const { gateway, url } = await testGateway();
  const trips = (search = "") => new URL(`/trips${search}`, gateway.url);
  await neon(url({ search: "?view=a b" }))`select 1`;
  await neon(url())`select 1`;
  expect(await (await fetch(trips())).json()).toEqual({ requests: 2, depth: 2, statements: 2 });
  expect(await (await fetch(trips("?view=a%20b"))).json()).toMatchObject({ requests: 1 });
  expect((await fetch(trips(), { method: "DELETE" })).status).toBe(204);
  const none = { requests: 0, depth: 0, statements: 0 };
  expect(await (await fetch(trips())).json()).toEqual(none);
  expect(gateway.trips("a b")).toEqual(none);
});

test("a request from before a reset is not counted after it", async () => {
  const { gateway, url } = await testGateway();
  const sql = neon(url());
  await sql`select 1`;
  const slow = sql`select pg_sleep(0.2)`.then(() => {});
  while (gateway.trips().requests < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  gateway.resetTrips();
  await slow;
  await sql`select 1`;
  expect(gateway.trips()).toEqual({ requests: 1, depth: 1, statements: 1 });
});
