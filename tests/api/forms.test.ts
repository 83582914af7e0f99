import { beforeAll, expect, test } from "vitest";
import { createKeyAct, revokeKeyAct, rotateKeyAct } from "#lib/organizations/api-keys/acts.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { listApiKeys } from "#lib/workspace/reads/api-keys.ts";
import { formPost } from "#tests/forms/post.ts";
import { testDatabase } from "../database.ts";
import { appUrl, useDatabase, Visitor } from "../identity/visitor.ts";
import { makeTenant } from "../tenant.ts";

const database = testDatabase();
beforeAll(async () => {
  useDatabase(database);
});

const db = () => database.on["postgres-js direct"];

async function signedUp(role: Role) {
  const visitor = new Visitor();
  await visitor.signUp();
  const { slug, join, owner } = await makeTenant(db(), { first: { name: "Ada" } });
  await join(role, { id: (await visitor.whoAmI())?.id ?? "" });
  const live = async () => (await listApiKeys(db(), owner))?.live ?? [];
  const post = (
    handle: (request: Request) => Promise<Response>,
    fields: [string, string][] = [],
    headers: Record<string, string> = {},
  ) => {
    const all = new Headers(visitor.headers);
    all.set("sec-fetch-site", "same-origin");
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    const body = new URLSearchParams(fields);
    return handle(new Request(`${appUrl}/api/v1/`, { method: "POST", headers: all, body }));
  };
  return { slug, post, live };
}

const filled = (id: string = crypto.randomUUID()): [string, string][] => [
  ["id", id],
  ["name", "A <program>"],
  ["scopes", "read"],
  ["scopes", "usage"],
  ["lifetime", "90"],
];

const keyIn = (html: string) => /value="(pn_live_[A-Za-z0-9]{43})"/.exec(html)?.[1];

test("the answer to the form is the page with the key, which stands in no address and no cache", async () => {
  const { slug, post, live } = await signedUp("admin");
  const response = await post(formPost(createKeyAct, { slug }), filled());
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.get("location")).toBeNull();
  expect(response.headers.get("set-cookie")).toBeNull();
  const html = await response.text();
  expect(keyIn(html)).toMatch(/^pn_live_/);
  expect(html).toContain("A &lt;program&gt;");
  expect(await live()).toMatchObject([{ name: "A <program>", scopes: ["read", "usage"] }]);
});

test("a page with script is told the key, and a command that tries it on this organization", async () => {
  const { slug, post } = await signedUp("admin");
  const json = { accept: "application/json" };
  const response = await post(formPost(createKeyAct, { slug }), filled(), json);
  const { key, command } = await response.json();
  expect(key).toMatch(/^pn_live_/);
  expect(command).toContain(`Bearer ${key}`);
  expect(command).toMatch(new RegExp(`/api/v1/organizations/${slug}$`));
});

test("the form sent again, as by going back, makes no second key and shows none", async () => {
  const { slug, post, live } = await signedUp("owner");
  const fields = filled();
  await post(formPost(createKeyAct, { slug }), fields);
  const again = await post(formPost(createKeyAct, { slug }), fields);
  expect(again.status).toBe(303);
  expect(again.headers.get("location")).toContain("error=id_reused");
  expect(await live()).toHaveLength(1);
});

test("what is wrong is said on the page of the form, beside what was typed", async () => {
  const { slug, post, live } = await signedUp("owner");
  const response = await post(formPost(createKeyAct, { slug }), [
    ["name", "Reports"],
    ["lifetime", "7"],
  ]);
  const location = new URL(response.headers.get("location") ?? "", appUrl);
  expect(location.pathname).toBe(`/o/${slug}/settings/api-keys/new`);
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    "typed.name": "Reports",
    "error.scopes": "scopes_missing",
    "error.lifetime": "lifetime_invalid",
  });
  expect(await live()).toEqual([]);
});

test("a key is rotated and revoked by forms, and by nobody who may not", async () => {
  const { slug, post, live } = await signedUp("owner");
  await post(formPost(createKeyAct, { slug }), filled());
  const [old] = await live();
  const fields: [string, string][] = [
    ["id", crypto.randomUUID()],
    ["overlap", "24"],
    ["lifetime", "0"],
  ];
  const rotated = await post(formPost(rotateKeyAct, { slug, id: old?.id ?? "" }), fields);
  expect(keyIn(await rotated.text())).toMatch(/^pn_live_/);
  expect(await live()).toHaveLength(2);
  const revoked = await post(formPost(revokeKeyAct, { slug, id: old?.id ?? "" }));
  expect(revoked.headers.get("location")).toBe(
    `/o/${slug}/settings/api-keys?notice=api_key_revoked`,
  );
  expect(await live()).toHaveLength(1);

  const member = await signedUp("member");
  const json = { accept: "application/json" };
  const [left] = await live();
  for (const [handle, status] of [
    [formPost(createKeyAct, { slug: member.slug }), 403],
    [formPost(rotateKeyAct, { slug: member.slug, id: left?.id ?? "" }), 403],
    [formPost(revokeKeyAct, { slug, id: left?.id ?? "" }), 404],
    [formPost(revokeKeyAct, { slug: member.slug, id: "none" }), 404],
  ] as const) {
    const answer = await member.post(handle, [...filled(), ...fields.slice(1, 2)], json);
    expect(answer.status).toBe(status);
  }
  expect(await live()).toHaveLength(1);
  const elsewhere = { "sec-fetch-site": "cross-site" };
  expect((await post(formPost(createKeyAct, { slug }), filled(), elsewhere)).status).toBe(403);
});
