import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { webhookAttempts, webhookEndpoints, webhookMessages } from "#drizzle/tables.ts";
import { call } from "../api.ts";
import { db, key, setUp } from "./set-up.ts";

async function withKey() {
  const found = await setUp();
  const { key: as } = await found.key(["webhooks"]);
  return { ...found, as };
}

const body = {
  url: "https://hooks.example.com/in",
  description: "Our CRM",
  events: ["subscriber.created", "campaign.sent"],
};

test("a key creates an endpoint, whose secret is shown in one answer and never again", async () => {
  const { as, params, read } = await withKey();
  const sent = { as, params, body, headers: key() };
  const [made, again] = [
    await call("createWebhookEndpoint", sent),
    await call("createWebhookEndpoint", sent),
  ];
  expect(made).toMatchObject({ status: 201, body: { ...body, disabledAt: null } });
  const secret = String(made.body?.secret);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(again.body).toEqual({ ...made.body, secret: null });
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  const rotated = await call("rotateWebhookSecret", one);
  expect(rotated).toMatchObject({ status: 201, body: { previousUntil: expect.any(String) } });
  expect(rotated.body?.secret).not.toBe(secret);
  const listed = await call("listWebhookEndpoints", { as, params });
  expect(listed.body?.data).toMatchObject([{ id: made.body?.id, url: body.url }]);
  const got = await call("getWebhookEndpoint", one);
  for (const { body: told } of [listed, got]) {
    expect(JSON.stringify(told)).not.toContain("whsec_");
  }
  expect(await call("listWebhookEndpoints", { as: read.key, params })).toMatchObject({
    status: 403,
  });
});

test("an endpoint is changed, disabled, enabled and deleted, and each again changes nothing", async () => {
  const { as, params } = await withKey();
  const made = await call("createWebhookEndpoint", { as, params, body });
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  const changed = { url: "https://hooks.example.com/x", events: ["campaign.paused"] };
  for (let times = 0; times < 2; times++) {
    expect(await call("updateWebhookEndpoint", { ...one, body: changed })).toMatchObject({
      status: 200,
      body: { ...changed, description: "" },
    });
  }
  for (let times = 0; times < 2; times++) {
    expect(await call("disableWebhookEndpoint", one)).toMatchObject({
      status: 200,
      body: { disabledReason: "member" },
    });
  }
  expect(await call("testWebhookEndpoint", one)).toMatchObject({
    status: 409,
    body: { code: "endpoint_disabled" },
  });
  for (let times = 0; times < 2; times++) {
    expect(await call("enableWebhookEndpoint", one)).toMatchObject({
      status: 200,
      body: { disabledAt: null, disabledReason: null },
    });
  }
  expect((await call("deleteWebhookEndpoint", one)).status).toBe(204);
  const [row] = await db()
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, one.params.id));
  expect(row).toMatchObject({ secret: "", deletedAt: expect.any(Date) });
  for (const id of [
    ...["deleteWebhookEndpoint", "getWebhookEndpoint", "enableWebhookEndpoint"],
    ...["disableWebhookEndpoint", "rotateWebhookSecret", "testWebhookEndpoint"],
    "listWebhookMessages",
  ]) {
    expect([id, (await call(id, one)).status]).toEqual([id, 404]);
  }
});

test.each([
  ["http://hooks.example.com/", "url_insecure"],
  ["https://ada:x@hooks.example.com/", "url_credentials"],
  ["https://hooks.example.com:25/", "url_port"],
  ["https://169.254.169.254/latest/meta-data", "url_private"],
  ["https://[::1]/", "url_private"],
])("a URL such as %s is refused", async (url, code) => {
  const { as, params } = await withKey();
  expect(await call("createWebhookEndpoint", { as, params, body: { ...body, url } })).toMatchObject(
    { status: 422, body: { code } },
  );
});

test("values that no endpoint can have are told by their fields", async () => {
  const { as, params } = await withKey();
  for (const wrong of [
    { url: "ftp://example.com" },
    { url: "example.com" },
    { url: `https://example.com/${"x".repeat(2_000)}` },
    { url: 7 },
    { events: [] },
    { events: ["subscriber.exploded"] },
    { description: "x".repeat(201) },
    { description: "\0" },
  ]) {
    const answer = await call("createWebhookEndpoint", { as, params, body: { ...body, ...wrong } });
    expect([wrong, answer.status]).toEqual([wrong, 422]);
  }
});

test("an organization has at most 10 endpoints, and a deleted one makes room", async () => {
  const { as, params } = await withKey();
  const create = () => call("createWebhookEndpoint", { as, params, body });
  const made = await Promise.all(Array.from({ length: 12 }, create));
  expect(made.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(await create()).toMatchObject({ status: 409, body: { code: "too_many_endpoints" } });
  const id = String(made.find(({ status }) => status === 201)?.body?.id);
  await call("deleteWebhookEndpoint", { as, params: { ...params, id } });
  expect(await create()).toMatchObject({ status: 201 });
});

test("a test event is a message, which tells its body and its responses, and can be sent again", async () => {
  const { as, params } = await withKey();
  const made = await call("createWebhookEndpoint", { as, params, body });
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  const tried = await call("testWebhookEndpoint", { ...one, headers: key() });
  expect(tried).toMatchObject({ status: 202, body: { id: expect.any(String) } });
  const message = String(tried.body?.id);
  const [row] = await db().select().from(webhookMessages).where(eq(webhookMessages.id, message));
  if (!row) throw new Error("Nothing was written");
  await db()
    .insert(webhookAttempts)
    .values({
      ...{ organizationId: row.organizationId, messageId: message, number: 1 },
      ...{ status: 500, answer: "Ouch", milliseconds: 12 },
    });
  await db()
    .update(webhookMessages)
    .set({ dueAt: null, failures: 10, attempts: 10 })
    .where(eq(webhookMessages.id, message));
  const listed = await call("listWebhookMessages", { ...one, query: { state: "failed" } });
  expect(listed.body?.data).toMatchObject([
    { id: message, type: "webhook_endpoint.test", state: "failed", status: 500 },
  ]);
  expect((await call("listWebhookMessages", { ...one, query: { state: "lost" } })).status).toBe(
    422,
  );
  const onMessage = { as, params: { ...one.params, message } };
  expect(await call("getWebhookMessage", onMessage)).toMatchObject({
    status: 200,
    body: {
      body: expect.stringContaining('"type" : "webhook_endpoint.test"'),
      responses: [{ number: 1, status: 500, answer: "Ouch", milliseconds: 12 }],
    },
  });
  expect((await call("resendWebhookMessage", onMessage)).status).toBe(202);
  const waiting = await call("listWebhookMessages", { ...one, query: { state: "waiting" } });
  expect(waiting.body?.data).toHaveLength(1);
  const nobodys = { as, params: { ...one.params, message: crypto.randomUUID() } };
  for (const id of ["getWebhookMessage", "resendWebhookMessage"]) {
    expect((await call(id, nobodys)).status).toBe(404);
  }
});
