import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GET as cron } from "#app/api/cron/route.ts";
import { GET as welcome } from "#app/welcome/route.ts";
import { memberships, organizations, user } from "#drizzle/tables.ts";
import { organizationsOfPerson } from "#lib/organizations/quotas.ts";
import { call } from "../api/api.ts";
import { testDatabase } from "../database.ts";
import { appUrl, useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
beforeAll(async () => {
  useDatabase(database);
  vi.stubEnv("CRON_SECRET", "a-secret-of-the-cron");
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterAll(() => {
  vi.unstubAllEnvs();
});
const db = () => database.on["postgres-js pooled"];

async function arrive(visitor: Visitor) {
  const response = await welcome(new Request(`${appUrl}/welcome`, { headers: visitor.headers }));
  return response.headers.get("location") ?? "";
}

/** Somebody new, who has opened /welcome, and the address of their organization. */
async function newcomer(name: string) {
  const visitor = new Visitor();
  await visitor.signUp({ name });
  const [, slug = ""] = /^\/o\/([^/?]+)$/.exec(await arrive(visitor)) ?? [];
  return { visitor, slug, userId: (await visitor.whoAmI())?.id ?? "" };
}

/** Lists, reads and renames an organization as a program with the person's session does. */
async function callApi(visitor: Visitor, slug: string) {
  const params = { slug };
  const listed = await call("listOrganizations", { as: visitor });
  const read = await call("getOrganization", { as: visitor, params });
  const headers = { "if-match": read.headers.get("etag") ?? "" };
  const body = { name: "Renamed" };
  const renamed = await call("updateOrganization", { as: visitor, params, body, headers });
  const rest = [];
  for (const id of ["listMembers", "listInvitations", "listApiKeys", "listAuditEvents"]) {
    rest.push((await call(id, { as: visitor, params })).status);
  }
  return [listed.status, read.status, renamed.status, ...rest];
}
const fine = Array(7).fill(200);

test("the API knows the first organization of everybody who signs up", async () => {
  // An id that is no UUID by the letter is rare when it is random, and was not.
  for (const name of ["Ada", "Grace", "李小龍", "Łucja Straße"]) {
    const { visitor, slug } = await newcomer(name);
    expect(await callApi(visitor, slug)).toEqual(fine);
    expect(await arrive(visitor)).toBe(`/o/${slug}`);
  }
});

/** As ids of first organizations were made once: 7 of 8 are no UUIDs by RFC 9562. */
const oldId = sql`overlay(overlay(md5(random()::text) placing 'd' from 13) placing '0' from 17)::uuid`;

test("an organization whose id was made in the old way goes on working, and is erased in its time", async () => {
  const { visitor, userId } = await newcomer("Ada");
  const slug = `old-${crypto.randomUUID()}`;
  await db().execute(sql`
    with old as (
      insert into organizations (id, slug, name) values (${oldId}, ${slug}::text, 'Old') returning id
    )
    insert into memberships (organization_id, user_id, role)
    select id, ${userId}::text, 'owner' from old`);
  expect(await callApi(visitor, slug)).toEqual(fine);

  const other = await newcomer("Grace");
  const due = { deletedAt: new Date(), purgeAfter: new Date() };
  for (const one of [slug, other.slug]) {
    await db().update(organizations).set(due).where(eq(organizations.slug, one));
  }
  const headers = { authorization: "Bearer a-secret-of-the-cron" };
  const response = await cron(new Request(`${appUrl}/api/cron?job=purge`, { headers }));
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    jobs: { purge: { organizations: 2, isDone: true } },
  });
});

test("whoever has made too many organizations in a day is shown those they have", async () => {
  const { visitor, userId } = await newcomer("Ada");
  for (let n = 0; n < organizationsOfPerson.quota; n++) {
    await db()
      .update(memberships)
      .set({ deletedAt: new Date() })
      .where(eq(memberships.userId, userId));
    await arrive(visitor);
  }
  await db()
    .update(memberships)
    .set({ deletedAt: new Date() })
    .where(eq(memberships.userId, userId));
  expect(await arrive(visitor)).toBe("/organizations?error=too_many_organizations");
});

test("a person who was deleted meanwhile is sent to sign in", async () => {
  const { visitor, userId } = await newcomer("Ada");
  await db().update(user).set({ deletedAt: new Date(), email: null }).where(eq(user.id, userId));
  expect(await arrive(visitor)).toBe("/sign-in?next=/welcome");
});
