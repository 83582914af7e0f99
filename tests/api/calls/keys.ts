import { expect, test } from "vitest";
import { idempotencyKeys } from "#drizzle/tables.ts";
import { call } from "../api.ts";
import { db, key, setUp } from "./set-up.ts";

// What is done with keys, and with credits.

test("a person makes, rotates and revokes keys; each key is shown in one answer and never again", async () => {
  const { params, visitor } = await setUp("admin");
  const body = { name: "Reports", scopes: ["read"], lifetime: 30 };
  const sent = { as: visitor, params, body, headers: key() };
  const [first, again] = [await call("createApiKey", sent), await call("createApiKey", sent)];
  expect(first).toMatchObject({ status: 201, body: { name: "Reports", scopes: ["read"] } });
  const made = String(first.body?.key);
  expect(made).toMatch(/^pn_live_/);
  expect(again.body).toEqual({ ...first.body, key: null });
  expect(await call("getOrganization", { as: made, params })).toMatchObject({ status: 200 });
  const [row] = await db().select().from(idempotencyKeys).limit(1);
  expect(JSON.stringify(row)).not.toContain(made);

  const one = { as: visitor, params: { ...params, id: String(first.body?.id) } };
  const rotated = await call("rotateApiKey", { ...one, body: { overlap: 1 } });
  expect(rotated).toMatchObject({ status: 201, body: { name: "Reports" } });
  // Made for as long as the old one was.
  const days = (Date.parse(String(rotated.body?.expiresAt)) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
  for (const each of [made, String(rotated.body?.key)]) {
    expect(await call("getOrganization", { as: each, params })).toMatchObject({ status: 200 });
  }
  expect(await call("deleteApiKey", one)).toMatchObject({ status: 200 });
  expect(await call("deleteApiKey", one)).toMatchObject({ status: 200 });
  expect(await call("getOrganization", { as: made, params })).toMatchObject({ status: 401 });
  expect(await call("rotateApiKey", { ...one, body: {} })).toMatchObject({
    status: 409,
    body: { code: "key_ended" },
  });
  const listed = await call("listApiKeys", { as: visitor, params });
  expect(listed.body?.data).toHaveLength(5);
  expect(JSON.stringify(listed.body)).not.toContain(made);
});

test("a key is for each thing once, however often that was asked for", async () => {
  const { params, visitor } = await setUp("admin");
  const scopes = [...Array<string>(5_000).fill("read"), "usage"];
  const body = { name: "Twice", scopes, lifetime: 30 };
  const made = await call("createApiKey", { as: visitor, params, body });
  expect(made).toMatchObject({ status: 201, body: { scopes: ["read", "usage"] } });
});

test("a key for use spends credits for its organization, and each request once", async () => {
  const { usage, visitor, slug, read } = await setUp();
  const sent = { as: usage.key, body: { credits: 5 }, headers: key() };
  const [first, again] = [await call("spendCredits", sent), await call("spendCredits", sent)];
  expect(first).toMatchObject({ status: 201, body: { credits: 5 } });
  expect(again.body).toEqual(first.body);
  expect(await call("spendCredits", { ...sent, body: { credits: 6 } })).toMatchObject({
    status: 422,
    body: { code: "idempotency_key_reused" },
  });
  const all = { as: usage.key, body: { credits: 1_000_000_000 } };
  expect(await call("spendCredits", all)).toMatchObject({
    status: 402,
    body: { code: "credits_exhausted", balance: { used: 5 } },
  });
  expect(await call("spendCredits", { as: read.key, body: { credits: 1 } })).toMatchObject({
    status: 403,
  });
  const mine = { as: visitor, body: { credits: 1, organization: slug } };
  expect(await call("spendCredits", mine)).toMatchObject({ status: 201 });
  expect(await call("spendCredits", { as: visitor, body: { credits: 1 } })).toMatchObject({
    status: 404,
  });
  const balance = await call("readBalance", { as: visitor, query: { organization: slug } });
  expect(balance).toMatchObject({ status: 200, body: { used: 6 } });
  const query = { organization: slug };
  expect((await call("readBalance", { as: usage.key, query })).body).toEqual(balance.body);
  expect((await call("readBalance", { as: usage.key })).body).toEqual(balance.body);
  const answers = [
    [await call("readBalance", { as: read.key }), 403, "insufficient_scope"],
    [await call("readBalance", { as: "pn_live_x" }), 401, "unknown_key"],
    [await call("readBalance", { as: usage.key, query: { organization: "x" } }), 404, "not_found"],
    [await call("readBalance", {}), 401, "unauthenticated"],
  ] as const;
  for (const [answer, status, code] of answers) {
    expect(answer).toMatchObject({ status, body: { code } });
  }
});
