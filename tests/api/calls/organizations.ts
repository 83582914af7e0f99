import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { lastingLimits } from "#drizzle/tables.ts";
import { organizationsOfPerson } from "#lib/organizations/quotas.ts";
import { call } from "../api.ts";
import { db, key, setUp } from "./set-up.ts";

// What is done with an organization.

test("an organization is renamed by who has seen it as it is, and by nobody else", async () => {
  const { params, write, visitor } = await setUp();
  const before = await call("getOrganization", { as: write.key, params });
  const etag = before.headers.get("etag") ?? "";
  const rename = (name: string, match?: string) =>
    call("updateOrganization", {
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
  const again = await rename("Second", first.headers.get("etag") ?? "");
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
  expect(await call("changeOrganizationSlug", move)).toMatchObject({
    status: 200,
    body: { slug: moved },
  });
  expect(await call("changeOrganizationSlug", move)).toMatchObject({
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

test("whoever made many organizations is told when to go on, and then the same request does it", async () => {
  const { visitor } = await setUp();
  const make = (headers = key()) =>
    call("createOrganization", { as: visitor, body: { name: "One of many" }, headers });
  for (let n = 0; n < organizationsOfPerson.quota; n++) expect((await make()).status).toBe(201);
  const same = key();
  const refused = await make(same);
  expect(refused).toMatchObject({ status: 429, body: { code: "too_many_organizations" } });
  const seconds = Number(refused.headers.get("retry-after"));
  expect(seconds).toBeGreaterThan(3_600);
  await db()
    .update(lastingLimits)
    .set({ fullAt: sql`full_at - make_interval(secs => ${seconds}::integer)` });
  expect((await make(same)).status).toBe(201);
  expect((await make(same)).headers.get("idempotency-replayed")).toBe("true");
});
