import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents, invitations, rateLimits, user } from "#drizzle/tables.ts";
import { quotas } from "#lib/api/limits.ts";
import { call } from "../api.ts";
import { db, setUp, someone } from "./set-up.ts";

// What holds for every request.

test("a key lists the organization that it is for, a person all of theirs", async () => {
  const { slug, read, visitor } = await setUp();
  const byKey = await call("listOrganizations", { as: read.key });
  expect(byKey).toMatchObject({
    status: 200,
    body: { data: [{ slug, role: "admin" }], next: null },
  });
  const byPerson = await call("listOrganizations", { as: visitor, query: { limit: "100" } });
  expect(byPerson.body?.data).toContainEqual(expect.objectContaining({ slug, role: "owner" }));
});

test("every answer tells how many requests are left, as the draft of the headers says", async () => {
  const { read, params } = await setUp();
  const { headers } = await call("getOrganization", { as: read.key, params });
  expect(headers.get("ratelimit-policy")).toBe('"key";q=600;w=60');
  expect(headers.get("ratelimit")).toMatch(/^"key";r=599;t=1$/);
  expect(headers.get("cache-control")).toBe("private, no-store");
});

test("who sends too much is told when to come back, and nothing is done", async () => {
  const { write, params, id } = await setUp();
  const fullAt = new Date(Date.now() + 75_000);
  await db()
    .insert(rateLimits)
    .values({ bucket: `key:${write.id}`, fullAt });
  const body = { email: someone(), role: "member" };
  const answer = await call("createInvitation", { as: write.key, params, body });
  expect(answer).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  expect(answer.headers.get("ratelimit")).toMatch(/^"key";r=0;t=7[45]$/);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(14);
  expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(16);
  expect(await db().$count(invitations, eq(invitations.organizationId, id))).toBe(0);
  expect(quotas.key).toBe(600);
});

test("who has no key and no session, a wrong key or one of another kind is told so", async () => {
  const { params, usage, read, visitor } = await setUp();
  const body = { email: someone(), role: "member" };
  const answers = [
    [await call("listMembers", { params }), 401, "no_credentials"],
    [await call("listMembers", { params, as: "pn_live_x" }), 401, "unknown_key"],
    [await call("listMembers", { params, as: `pn_live_${"a".repeat(43)}` }), 401, "unknown_key"],
    [await call("listMembers", { params, as: usage.key }), 403, "insufficient_scope"],
    [await call("createInvitation", { params, as: read.key, body }), 403, "insufficient_scope"],
    [
      await call("createApiKey", { params, as: read.key, body: { name: "x", scopes: ["read"] } }),
      403,
      "person_required",
    ],
    [
      await call("createInvitation", {
        params,
        as: visitor,
        body,
        headers: { "sec-fetch-site": "cross-site" },
      }),
      403,
      "cross_site",
    ],
    [
      await call("listMembers", { params, headers: { authorization: "Basic eDp5" } }),
      401,
      "no_credentials",
    ],
  ] as const;
  for (const [answer, status, code] of answers) {
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
  }
});

test("bad input is refused with a sentence for each field, and nothing is done", async () => {
  const { params, write, id } = await setUp();
  const send = (body: object, headers = {}) =>
    call("createInvitation", { as: write.key, params, body, headers });
  expect(await send({ email: "nobody", role: "king" })).toMatchObject({
    status: 422,
    body: {
      code: "invalid_input",
      errors: {
        email: "Enter an email address, such as name@example.com.",
        role: "Send a role: owner, admin or member.",
      },
    },
  });
  const good = { email: someone(), role: "member" };
  expect(await send([good])).toMatchObject({ status: 400, body: { code: "not_json" } });
  expect(await send(good, { "content-type": "text/plain" })).toMatchObject({ status: 415 });
  expect(await send({ ...good, more: "x".repeat(300_000) })).toMatchObject({ status: 413 });
  expect(await send(good, { "idempotency-key": "x".repeat(256) })).toMatchObject({
    status: 400,
    body: { code: "idempotency_key_invalid" },
  });
  for (const wrong of ["limit=0", "limit=x", "limit=101", "cursor=x"]) {
    const query = Object.fromEntries(new URLSearchParams(wrong));
    const answer = await call("listMembers", { as: write.key, params, query });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_input" } });
  }
  expect(await db().$count(auditEvents, eq(auditEvents.organizationId, id))).toBe(0);
});

test("lists are read page by page, each row once", async () => {
  const { params, read, join, userId } = await setUp();
  for (let n = 0; n < 6; n++) await join("member");
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: "3", ...(cursor && { cursor }) };
    const { body, headers } = await call("listMembers", { as: read.key, params, query });
    seen.push(...(body?.data ?? []).map((one: { userId: string }) => one.userId));
    cursor = body?.next ?? undefined;
    if (cursor) expect(headers.get("link")).toContain(`cursor=${cursor}>; rel="next"`);
    else expect(headers.get("link")).toBeNull();
  } while (cursor);
  expect(new Set(seen).size).toBe(8);
  expect(seen).toHaveLength(8);
  expect(seen).toContain(userId);
});

test("members and events are filtered as the query says, also on the next page", async () => {
  const { params, read, join, id: organizationId } = await setUp();
  for (const name of ["Mia Q.", "Mio Q.", "Ada Q."]) {
    const { userId } = await join("member");
    await db().update(user).set({ name }).where(eq(user.id, userId));
  }
  const names = async (query: Record<string, string>) => {
    const { body, headers } = await call("listMembers", { as: read.key, params, query });
    const found = (body?.data ?? []).map(({ name }: { name: string }) => name);
    return { found, link: headers.get("link") };
  };
  expect((await names({ search: "o q." })).found).toEqual(["Mio Q."]);
  expect((await names({ role: "member" })).found).toHaveLength(3);
  expect((await names({ search: "q.", role: "admin" })).found).toEqual([]);
  const first = await names({ search: "q.", limit: "1" });
  expect(first.link).toMatch(/[?&]search=q\.&.*rel="next"/);

  await db()
    .insert(auditEvents)
    .values([
      { organizationId, action: "member.joined", createdAt: new Date("2026-03-01T12:00:00Z") },
      { organizationId, action: "member.left", createdAt: new Date("2026-03-02T12:00:00Z") },
    ]);
  const events = async (query: Record<string, string>) => {
    const { body } = await call("listAuditEvents", { as: read.key, params, query });
    return (body?.data ?? []).map(({ action }: { action: string }) => action);
  };
  expect(await events({ action: "member.left" })).toEqual(["member.left"]);
  expect(await events({ from: "2026-03-01", to: "2026-03-01" })).toEqual(["member.joined"]);
  expect(await events({ actor: "nobody like that" })).toEqual([]);
  expect(await events({ target: "nobody like that" })).toEqual([]);

  for (const [id, query] of [
    ["listMembers", { role: "boss" }],
    ["listMembers", { search: "a".repeat(101) }],
    ["listAuditEvents", { from: "yesterday" }],
  ] as const) {
    const refused = await call(id, { as: read.key, params, query });
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid_input" } });
  }
});

test("members see people, and neither invitations nor keys nor the trail; strangers see nothing", async () => {
  const [{ visitor, params }, other] = [await setUp("member"), await setUp()];
  expect(await call("listMembers", { as: visitor, params })).toMatchObject({ status: 200 });
  for (const id of ["listInvitations", "listApiKeys", "listAuditEvents"]) {
    expect(await call(id, { as: visitor, params })).toMatchObject({ status: 403 });
    expect(await call(id, { as: other.read.key, params })).toMatchObject({ status: 404 });
    expect(await call(id, { as: other.visitor, params })).toMatchObject({ status: 404 });
  }
});

test("an id that is none, and a slug that no database can look for, are not found", async () => {
  const { params, visitor, write } = await setUp();
  expect(await call("deleteApiKey", { as: visitor, params: { ...params, id: "1" } })).toMatchObject(
    {
      status: 404,
    },
  );
  for (const slug of ["\0", "nowhere", "%00"]) {
    expect(await call("getOrganization", { as: write.key, params: { slug } })).toMatchObject({
      status: 404,
    });
  }
});
