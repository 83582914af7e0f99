import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { replayAct, replayParkedAct } from "#lib/integrations/replay-acts.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { formPost } from "#tests/forms/post.ts";
import { testDatabase } from "../../database.ts";
import { appUrl, useDatabase, Visitor } from "../../identity/visitor.ts";
import { outcomeOf, sellIt, tenant, unsold } from "./tenant.ts";

const database = testDatabase();
beforeAll(async () => {
  useDatabase(database);
});
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const db = () => database.on["postgres-js direct"];

async function signedUp(role?: Role) {
  const visitor = new Visitor();
  await visitor.signUp();
  const found = await tenant(db());
  const userId = (await visitor.whoAmI())?.id ?? "";
  if (role) await found.join(role, userId);
  return { ...found, visitor };
}

async function post(
  act: (request: Request) => Promise<Response>,
  visitor: Visitor,
  headers: Record<string, string> = {},
) {
  const all = new Headers(visitor.headers);
  all.set("sec-fetch-site", "same-origin");
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const init = { method: "POST", headers: all, body: new URLSearchParams() };
  return act(new Request(`${appUrl}/api/v1/`, init));
}

const json = { accept: "application/json" };

test("who replays without script comes back to the page, with what came of it", async () => {
  const { slug, visitor, receive } = await signedUp("owner");
  const id = await receive(unsold);
  const page = `/o/${slug}/settings/webhooks`;
  const first = await post(formPost(replayAct, { slug, id }), visitor);
  expect(first.status).toBe(303);
  expect(first.headers.get("location")).toBe(`${page}/${id}?replayed=parked`);
  await sellIt(db());
  const second = await post(formPost(replayParkedAct, { slug }), visitor);
  expect(second.headers.get("location")).toBe(`${page}?replayed=parked&applied=1`);
  expect(await outcomeOf(db(), id)).toBe("applied");
});

test("who replays and accepts JSON is told the outcome", async () => {
  const { slug, visitor, receive } = await signedUp("owner");
  const id = await receive(unsold);
  const one = await post(formPost(replayAct, { slug, id }), visitor, json);
  expect(one.status).toBe(200);
  expect(await one.json()).toMatchObject({ outcome: "parked", reason: "unknown product" });
  const all = await post(formPost(replayParkedAct, { slug }), visitor, json);
  expect(await all.json()).toMatchObject({ counts: { parked: 1 } });
});

const refusals: [string, Role | undefined, number, string][] = [
  ["a member", "member", 403, "forbidden"],
  ["an admin", "admin", 403, "forbidden"],
  ["a stranger", undefined, 404, "not_found"],
];
test.each(refusals)("%s cannot replay anything", async (_, role, status, code) => {
  const { slug, visitor, receive } = await signedUp(role);
  const id = await receive(unsold);
  await sellIt(db());
  for (const act of [formPost(replayAct, { slug, id }), formPost(replayParkedAct, { slug })]) {
    const response = await post(act, visitor, json);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, code });
  }
  expect(await outcomeOf(db(), id)).toBe("parked");
});

test("whose session has ended cannot replay, whatever their browser remembers", async () => {
  const { slug, visitor, receive } = await signedUp("owner");
  const id = await receive(unsold);
  const { headers } = new Visitor();
  headers.set("cookie", visitor.headers.get("cookie") ?? "");
  await visitor.post("sign-out");
  for (const act of [formPost(replayAct, { slug, id }), formPost(replayParkedAct, { slug })]) {
    const response = await post(act, Object.assign(new Visitor(), { headers }), json);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "unauthenticated" });
  }
});

test("another site cannot have an owner replay anything", async () => {
  const { slug, visitor, receive } = await signedUp("owner");
  const id = await receive(unsold);
  await sellIt(db());
  for (const act of [formPost(replayAct, { slug, id }), formPost(replayParkedAct, { slug })]) {
    const response = await post(act, visitor, { "sec-fetch-site": "cross-site" });
    expect(response.status).toBe(403);
  }
  expect(await outcomeOf(db(), id)).toBe("parked");
});

test.each(["0", "msg_1", "%00", "../../../../account", crypto.randomUUID()])(
  "a delivery called %s is not found",
  async (id) => {
    const { slug, visitor } = await signedUp("owner");
    const response = await post(formPost(replayAct, { slug, id }), visitor, json);
    expect(response.status).toBe(404);
  },
);
