import { globSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quotas } from "#lib/api/limits.ts";
import {
  auditEvents,
  idempotencyKeys,
  invitations,
  memberships,
  rateLimits,
} from "#lib/db/schema.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { createDatabase, type TestDatabase } from "../database.ts";
import { useDatabase, Visitor } from "../identity/visitor.ts";
import { mailTo } from "../organizations/team.ts";
import { call, called, ids, paths } from "./api.ts";
import { keyedTenant } from "./tenant.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  useDatabase(database);
});
afterAll(() => database.drop());

const db = () => database.on["postgres-js direct"];

/** An organization with a key of each scope, and somebody who is signed in and has a role in it. */
async function setUp(role: Role = "owner") {
  const tenant = await keyedTenant(db());
  const visitor = new Visitor();
  const email = await visitor.signUp();
  const userId = (await visitor.whoAmI())?.id ?? "";
  await tenant.join(role, userId);
  const [read, write, usage] = [
    await tenant.key(["read"]),
    await tenant.key(["write"]),
    await tenant.key(["usage"]),
  ];
  const { slug } = tenant;
  return { ...tenant, visitor, email, userId, read, write, usage, params: { slug } };
}

const key = () => ({ "idempotency-key": crypto.randomUUID() });
const someone = () => `${crypto.randomUUID()}@example.test`;

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
  expect(headers.get("cache-control")).toBe("no-store");
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
        email: "Enter an e-mail address, such as name@example.com.",
        role: "Choose a role.",
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

test("members see people, and neither invitations nor keys nor the trail; strangers see nothing", async () => {
  const [{ visitor, params }, other] = [await setUp("member"), await setUp()];
  expect(await call("listMembers", { as: visitor, params })).toMatchObject({ status: 200 });
  for (const id of ["listInvitations", "listApiKeys", "listAuditEvents"]) {
    expect(await call(id, { as: visitor, params })).toMatchObject({ status: 403 });
    expect(await call(id, { as: other.read.key, params })).toMatchObject({ status: 404 });
    expect(await call(id, { as: other.visitor, params })).toMatchObject({ status: 404 });
  }
});

test("an organization is renamed by who has seen it as it is, and by nobody else", async () => {
  const { params, write, visitor } = await setUp();
  const before = await call("getOrganization", { as: write.key, params });
  const etag = before.headers.get("etag") ?? "";
  const rename = (name: string, match?: string, id = "updateOrganization") =>
    call(id, {
      as: write.key,
      params,
      body: { name },
      headers: match ? { "if-match": match } : {},
    });
  expect(await rename("First")).toMatchObject({ status: 428 });
  const first = await rename("First", etag);
  expect(first).toMatchObject({ status: 200, body: { name: "First" } });
  expect(await rename("Second", etag)).toMatchObject({
    status: 412,
    body: { code: "precondition_failed" },
  });
  const again = await rename("Second", first.headers.get("etag") ?? "", "renameOrganization");
  expect(again).toMatchObject({ status: 200, body: { name: "Second" } });
  expect((await call("getOrganization", { as: visitor, params })).body?.name).toBe("Second");
  // Of many at once that saw the same, one wins.
  const seen = again.headers.get("etag") ?? "";
  const answers = await Promise.all(["a", "b", "c", "d"].map((name) => rename(name, seen)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412]);
});

test("a person makes an organization, moves it, deletes it and takes that back, each once", async () => {
  const { visitor } = await setUp();
  const slug = `team-${crypto.randomUUID()}`.slice(0, 30);
  const made = { as: visitor, body: { name: "A new team", slug }, headers: key() };
  const first = await call("createOrganization", made);
  expect(first).toMatchObject({ status: 201, body: { slug, name: "A new team" } });
  const second = await call("createOrganization", made);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await call("createOrganization", { ...made, headers: key() })).toMatchObject({
    status: 409,
    body: { code: "slug_taken" },
  });
  const moved = `${slug}-moved`;
  const params = { slug };
  const move = { as: visitor, params, body: { slug: moved }, headers: key() };
  expect(await call("moveOrganization", move)).toMatchObject({
    status: 200,
    body: { slug: moved },
  });
  expect(await call("moveOrganization", move)).toMatchObject({
    status: 200,
    body: { slug: moved },
  });
  const wrong = { as: visitor, params, body: { name: "Another" } };
  expect(await call("deleteOrganization", wrong)).toMatchObject({ status: 422 });
  const right = { as: visitor, params, body: { name: "A new team" } };
  expect(await call("deleteOrganization", right)).toMatchObject({ status: 204 });
  expect(await call("getOrganization", { as: visitor, params })).toMatchObject({ status: 404 });
  expect(await call("restoreOrganization", { as: visitor, params })).toMatchObject({
    status: 200,
    body: { slug: moved },
  });
  expect(await call("leaveOrganization", { as: visitor, params })).toMatchObject({
    status: 409,
    body: { code: "last_owner" },
  });
});

test("a key with write invites, sends again and takes back, and each request acts once", async () => {
  const { params, write, id } = await setUp();
  const email = someone();
  const sent = { as: write.key, params, body: { email, role: "member" }, headers: key() };
  const answers = [await call("createInvitation", sent), await call("createInvitation", sent)];
  expect(answers[0]).toMatchObject({ status: 201, body: { email, role: "member" } });
  expect(answers[1]?.body).toEqual(answers[0]?.body);
  expect(answers[1]?.headers.get("idempotency-replayed")).toBe("true");
  expect(await db().$count(invitations, eq(invitations.organizationId, id))).toBe(1);
  const other = { ...sent, body: { email: someone(), role: "member" } };
  expect(await call("createInvitation", other)).toMatchObject({
    status: 422,
    body: { code: "idempotency_key_reused" },
  });
  const owner = { ...sent, body: { email: someone(), role: "owner" }, headers: key() };
  expect(await call("createInvitation", owner)).toMatchObject({ status: 403 });
  const listed = await call("listInvitations", { as: write.key, params });
  expect(listed.body?.data).toMatchObject([{ email, id: answers[0]?.body?.id }]);
  const one = { as: write.key, params: { ...params, id: String(answers[0]?.body?.id) } };
  expect(await call("resendInvitation", one)).toMatchObject({ status: 204 });
  expect(await call("deleteInvitation", one)).toMatchObject({ status: 204 });
  expect(await call("revokeInvitation", one)).toMatchObject({ status: 204 });
  expect(
    await call("revokeInvitations", { ...sent, body: { ids: [one.params.id] }, headers: key() }),
  ).toMatchObject({ status: 204 });
  const nobodys = { as: write.key, params: { ...params, id: crypto.randomUUID() } };
  for (const each of ["resendInvitation", "deleteInvitation", "revokeInvitation"]) {
    expect(await call(each, nobodys)).toMatchObject({ status: 404 });
  }
  const trail = await call("listAuditEvents", { as: write.key, params });
  expect(trail.body?.data.map((event: { action: string }) => event.action).toSorted()).toEqual([
    "invitation.created",
    "invitation.revoked",
  ]);
  expect(trail.body?.data).toContainEqual(
    expect.objectContaining({ actorId: null, apiKeyId: write.id }),
  );
});

test("whoever is invited accepts or declines, once", async () => {
  for (const id of ["acceptInvitation", "declineInvitation"]) {
    const [{ params, write }, invited] = [await setUp(), await setUp()];
    const body = { email: invited.email, role: "member" };
    const made = await call("createInvitation", { as: write.key, params, body });
    expect(made.status).toBe(201);
    const mail = await mailTo(db(), invited.email);
    const { link = "" } = mail.find(({ template }) => template === "invitation") ?? {};
    const token = link.split("/").at(-1);
    const sent = { as: invited.visitor, body: { token }, headers: key() };
    const status = id === "acceptInvitation" ? 200 : 204;
    const answers = [await call(id, sent), await call(id, sent)];
    for (const answer of answers) expect(answer.status).toBe(status);
    expect(answers[1]?.headers.get("idempotency-replayed")).toBe("true");
    expect(await call(id, { as: invited.visitor, body: { token: "none" } })).toMatchObject({
      status: 404,
    });
  }
});

test("a key with write manages everybody but owners", async () => {
  const { params, write, join, userId } = await setUp();
  const member = { ...params, userId: (await join("member")).userId };
  const as = write.key;
  const admin = { role: "admin" };
  expect(await call("changeRole", { as, params: member, body: admin })).toMatchObject({
    status: 200,
    body: { role: "admin" },
  });
  expect(
    await call("updateMember", { as, params: member, body: { role: "member" } }),
  ).toMatchObject({
    status: 200,
  });
  const owner = { ...params, userId };
  for (const id of ["changeRole", "updateMember", "removeMember", "deleteMember"]) {
    const answer = await call(id, {
      as,
      params: owner,
      ...(/change|update/.test(id) && { body: admin }),
    });
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
  }
  expect(await call("updateMember", { as, params: member, body: { role: "owner" } })).toMatchObject(
    {
      status: 403,
    },
  );
  expect(await call("deleteMember", { as, params: member })).toMatchObject({ status: 204 });
  expect(await call("removeMember", { as, params: member })).toMatchObject({ status: 204 });
  const [row] = await db().select().from(memberships).where(eq(memberships.userId, member.userId));
  expect(row?.deletedAt).toBeInstanceOf(Date);
});

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
  expect(rotated).toMatchObject({ status: 201, body: { name: "Reports", expiresAt: null } });
  for (const each of [made, String(rotated.body?.key)]) {
    expect(await call("getOrganization", { as: each, params })).toMatchObject({ status: 200 });
  }
  expect(await call("revokeApiKey", one)).toMatchObject({ status: 200 });
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

/** Routes below /api/v1 that only pages of the app use. They take forms, or answer files. */
const ofPages = [
  /^\/organizations\/\{slug\}\/(billing|webhooks)\//,
  /^\/organizations\/\{slug\}\/(audit|usage)\.csv$/,
  /^\/pictures\//,
  /^\/openapi\.json$/,
];

test("every route is in the document, and every path of the document has a route", () => {
  const routes = globSync("app/api/v1/**/route.ts")
    .map((file) => file.replace("app/api/v1", "").replace("/route.ts", ""))
    .map((path) => path.replaceAll("[", "{").replaceAll("]", "}"))
    .filter((path) => !ofPages.some((pattern) => pattern.test(path)));
  expect(routes.toSorted()).toEqual(paths.toSorted());
});

test("every operation of the document was called here", () => {
  expect([...called].toSorted()).toEqual(ids.toSorted());
});
