import { beforeAll, expect, test } from "vitest";
import { GET as cron } from "#app/api/cron/route.ts";
import { GET as readBalance } from "#app/api/v1/usage/balance/route.ts";
import { POST } from "#app/api/v1/usage/route.ts";
import { memberships } from "#drizzle/tables.ts";
import { testDatabase } from "#tests/database.ts";
import { appUrl, useDatabase, Visitor } from "#tests/identity/visitor.ts";
import { day, newTenant, spendAt } from "./tenant.ts";

const database = testDatabase();
beforeAll(async () => {
  useDatabase(database);
  process.env.CRON_SECRET = "a-secret-of-the-cron";
});

const db = () => database.on["postgres-js direct"];

async function member() {
  const visitor = new Visitor();
  await visitor.signUp();
  const tenant = await newTenant(db());
  const userId = (await visitor.whoAmI())?.id ?? "";
  await db().insert(memberships).values({ organizationId: tenant.id, userId });
  return { visitor, ...tenant };
}

function post(visitor: Visitor, body: unknown, headers: Record<string, string> = {}) {
  const all = new Headers(visitor.headers);
  all.set("content-type", "application/json");
  all.set("sec-fetch-site", "same-origin");
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const init = { method: "POST", headers: all, body: JSON.stringify(body) };
  return POST(new Request(`${appUrl}/api/v1/usage`, init));
}

const ask = ({ headers }: Visitor, organization: string) =>
  readBalance(
    new Request(`${appUrl}/api/v1/usage/balance?organization=${organization}`, { headers }),
  );

test("a member spends credits and reads what is left", async () => {
  const { visitor, slug } = await member();
  const answer = await post(visitor, { organization: slug, credits: 250 });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ credits: 250, left: 750, id: expect.any(String) });
  const balance = await ask(visitor, slug);
  expect(balance.status).toBe(200);
  expect(balance.headers.get("cache-control")).toBe("private, no-store");
  expect(await balance.json()).toMatchObject({ used: 250, left: 750, total: 1_000 });
});

test("who asks for more than is left is answered 402 with the balance, and nothing is spent", async () => {
  const { visitor, slug, usage } = await member();
  const answer = await post(visitor, { organization: slug, credits: 1_001 });
  expect(answer.status).toBe(402);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({
    status: 402,
    code: "credits_exhausted",
    balance: { used: 0, left: 1_000, total: 1_000 },
  });
  expect(await usage()).toEqual([]);
});

test("who has owed a payment for more than a week is answered 402, and why", async () => {
  const { visitor, slug, subscribe } = await member();
  await subscribe({
    status: "past_due",
    pastDueAt: new Date(Date.now() - 8 * day),
    currentPeriodStart: new Date(Date.now() - 8 * day),
    currentPeriodEnd: new Date(Date.now() + 22 * day),
  });
  const answer = await post(visitor, { organization: slug, credits: 1 });
  expect(answer.status).toBe(402);
  expect(await answer.json()).toMatchObject({ code: "payment_overdue" });
});

test("a post that is sent again is answered again, and one with another body is refused", async () => {
  const { visitor, slug, usage, id } = await member();
  const key = { "idempotency-key": "one" };
  const first = await post(visitor, { organization: slug, credits: 5 }, key);
  const second = await post(visitor, { organization: slug, credits: 5 }, key);
  expect([second.status, await second.json()]).toEqual([first.status, await first.json()]);
  const other = await post(visitor, { organization: slug, credits: 6 }, key);
  expect(other.status).toBe(422);
  expect(await other.json()).toMatchObject({ code: "idempotency_key_reused" });

  const colleague = new Visitor();
  await colleague.signUp();
  const userId = (await colleague.whoAmI())?.id ?? "";
  await db().insert(memberships).values({ organizationId: id, userId });
  expect((await post(colleague, { organization: slug, credits: 5 }, key)).status).toBe(201);
  expect(await usage()).toHaveLength(2);
});

test.each([
  ["no credits", {}],
  ["none of them", { credits: 0 }],
  ["less than none", { credits: -1 }],
  ["a part of one", { credits: 0.5 }],
  ["a text", { credits: "5" }],
  ["more than anybody has", { credits: 2 ** 53 }],
])("%s cannot be spent", async (_, body) => {
  const { visitor, slug, usage } = await member();
  const answer = await post(visitor, { organization: slug, ...body });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "invalid_input" });
  expect(await usage()).toEqual([]);
});

test("strangers and those who are signed out find nothing, and other sites cannot spend", async () => {
  const { slug, visitor, usage } = await member();
  const stranger = (await member()).visitor;
  const body = { organization: slug, credits: 1 };
  expect((await post(stranger, body)).status).toBe(404);
  expect((await ask(stranger, slug)).status).toBe(404);
  expect((await post(new Visitor(), body)).status).toBe(401);
  expect((await ask(new Visitor(), slug)).status).toBe(401);
  expect((await post(visitor, body, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  const tooLong = { "idempotency-key": "x".repeat(256) };
  expect((await post(visitor, body, tooLong)).status).toBe(400);
  expect(await usage()).toEqual([]);
});

test("whose session has ended sees no balance, whatever their browser remembers", async () => {
  const { visitor, slug } = await member();
  const before = new Visitor();
  before.headers.set("cookie", visitor.headers.get("cookie") ?? "");
  expect((await ask(before, slug)).status).toBe(200);
  await visitor.post("sign-out");
  expect((await ask(before, slug)).status).toBe(401);
  before.headers.set(
    "cookie",
    "better-auth.session_token=%E0%A4%A.x; a; better-auth.session_token=",
  );
  expect((await ask(before, slug)).status).toBe(401);
});

test("the cron seals what has ended, and nobody else may call it", async () => {
  const { id } = await member();
  await spendAt(db(), id, 5, new Date(Date.now() - 3 * 3_600_000));
  const call = (headers: HeadersInit = {}) =>
    cron(new Request(`${appUrl}/api/cron?job=usage`, { headers }));
  expect((await call()).status).toBe(401);
  const answer = await call({ authorization: "Bearer a-secret-of-the-cron" });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ jobs: { usage: { sealed: 1, isComplete: true } } });
});
