import { like } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rateLimit } from "#lib/db/schema.ts";
import { localSecrets } from "#lib/env.ts";
import { addressHeader } from "#lib/identity/better-auth/address-header.ts";
import { createAuth } from "#lib/identity/better-auth/auth.ts";
import { createDatabase, type TestDatabase } from "../database.ts";
import { password, useDatabase, Visitor } from "./visitor.ts";

let database: TestDatabase;
const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  database = await createDatabase();
  useDatabase(database);
});
afterAll(() => database.drop());

const attempt = { email: "ada@example.test", password: "not the password" };

test("the sixth wrong sign-in from one address within a minute is refused, and others are not", async () => {
  const accept = { accept: "application/json" };
  const statuses: number[] = [];
  for (let count = 0; count < 5; count++) {
    statuses.push((await new Visitor("203.0.113.7").post("sign-in", attempt, accept)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401]);
  const sixth = await new Visitor("203.0.113.7").post("sign-in", attempt, accept);
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await sixth.json()).toMatchObject({ code: "rate_limited" });

  const withoutScript = await new Visitor("203.0.113.7").post("sign-in", attempt);
  expect(withoutScript.headers.get("location")).toContain("error=rate_limited&typed.email=ada");
  expect((await new Visitor("203.0.113.8").post("sign-in", attempt, accept)).status).toBe(401);
});

test("attempts are counted in the database, so every instance of the app counts on", async () => {
  const options = { url: "https://app.example.com", secret: localSecrets.BETTER_AUTH_SECRET };
  const instances = [createAuth(db(), options), createAuth(db(), options)];
  const statuses = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const headers = {
        "content-type": "application/json",
        origin: options.url,
        [addressHeader]: "203.0.113.9",
      };
      const init = { method: "POST", headers, body: JSON.stringify(attempt) };
      const request = new Request(`${options.url}/api/auth/sign-in/email`, init);
      return (await instances[index % 2]?.handler(request))?.status;
    }),
  );
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  const rows = await db().select().from(rateLimit).where(like(rateLimit.key, "203.0.113.9|%"));
  expect(rows).toMatchObject([{ key: "203.0.113.9|/sign-in/email", count: 5 }]);
});

test("an app that is public limits its own machine too", async () => {
  const options = { url: "https://app.example.com", secret: localSecrets.BETTER_AUTH_SECRET };
  const auth = createAuth(db(), options);
  let last: Response | undefined;
  for (let count = 0; count < 6; count++) {
    const headers = { "content-type": "application/json", [addressHeader]: "127.0.0.1" };
    const init = { method: "POST", headers, body: JSON.stringify(attempt) };
    last = await auth.handler(new Request(`${options.url}/api/auth/sign-in/email`, init));
  }
  expect(last?.status).toBe(429);
});

test("whoever works on this machine may sign in as often as they like", async () => {
  const email = await new Visitor().signUp();
  for (let count = 0; count < 8; count++) {
    const response = await new Visitor().post("sign-in", { email, password });
    expect(response.headers.get("location")).toBe("/welcome");
  }
});

test("nobody gets more attempts by writing another address, or by going through a /64", async () => {
  const accept = { accept: "application/json" };
  const tried = async (written: (count: number) => string) => {
    const statuses: number[] = [];
    for (let count = 0; count < 6; count++) {
      const visitor = new Visitor(written(count));
      statuses.push((await visitor.post("sign-in", attempt, accept)).status);
    }
    return statuses;
  };
  // The proxy adds what it sees behind what a visitor wrote.
  const refusedInTheEnd = [401, 401, 401, 401, 401, 429];
  expect(await tried((count) => `127.0.0.1, 10.0.0.${count}, 203.0.113.60`)).toEqual(
    refusedInTheEnd,
  );
  expect(await tried((count) => `2001:db8:7:8:${count}::1`)).toEqual(refusedInTheEnd);
  expect(await tried((count) => (count % 2 ? "203.0.113.61" : "::ffff:203.0.113.61"))).toEqual(
    refusedInTheEnd,
  );
  expect((await tried(() => "somewhere")).at(-1)).toBe(429);
});
