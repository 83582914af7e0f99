import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { organizations, rateLimits } from "#drizzle/tables.ts";
import { portalAct } from "#lib/billing/selling/acts.ts";
import { replayParkedAct } from "#lib/integrations/replay-acts.ts";
import { renameAct } from "#lib/organizations/acts.ts";
import { createKeyAct } from "#lib/organizations/api-keys/acts.ts";
import { requestsOfPerson } from "#lib/quotas/requests.ts";
import { formPost } from "#tests/forms/post.ts";
import { call } from "../api/api.ts";
import { testDatabase } from "../database.ts";
import { password, useDatabase, Visitor } from "../identity/visitor.ts";
import { appUrl, type Team, team } from "./team.ts";

const database = testDatabase();
let acme: Team;
const visitor = new Visitor();
let userId = "";
const db = () => database.on["postgres-js pooled"];
beforeAll(async () => {
  useDatabase(database);
  await visitor.signUp();
  userId = (await visitor.whoAmI())?.id ?? "";
  acme = await team(db());
  await acme.join("owner", userId);
});

const json = { accept: "application/json" };

/** Uses up all that they may write in this minute, and a good part of the next. */
async function useUp() {
  const fullAt = sql`now() + make_interval(secs => ${requestsOfPerson.window + 20}::float)`;
  await db()
    .insert(rateLimits)
    .values({ bucket: `person:${userId}`, fullAt })
    .onConflictDoUpdate({ target: rateLimits.bucket, set: { fullAt } });
}
beforeEach(() => useUp());

function send(
  handler: (request: Request) => Promise<Response>,
  fields = {},
  headers: object = json,
) {
  const all = new Headers({ ...Object.fromEntries(visitor.headers), ...headers });
  all.set("sec-fetch-site", "same-origin");
  const init = { method: "POST", headers: all, body: new URLSearchParams(fields) };
  return handler(new Request(`${appUrl}/api/v1/`, init));
}

test.each<[string, () => Promise<Response>]>([
  ["an organization", () => send(formPost(renameAct, { slug: acme.slug }), { name: "Another" })],
  [
    "an API key",
    () =>
      send(formPost(createKeyAct, { slug: acme.slug }), {
        name: "Key",
        scopes: "read",
        lifetime: "30",
      }),
  ],
  ["billing", () => send(formPost(portalAct, { slug: acme.slug }))],
  ["webhooks", () => send(formPost(replayParkedAct, { slug: acme.slug }))],
  ["the account", () => visitor.post("name", { name: "Grace" }, json)],
  [
    "the password",
    () => visitor.post("password", { password, newPassword: "another password" }, json),
  ],
  ["a link to confirm the address", () => visitor.post("resend-verification", {}, json)],
  ["the confirmed address", () => visitor.post("verify-address", { token: "x".repeat(32) }, json)],
])(
  "a form of %s is refused when its person has written too much, and says until when",
  async (_, post) => {
    const response = await post();
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ code: "rate_limited" });
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  },
);

test("without script, whoever has written too much is told so on the page of the form", async () => {
  const response = await send(formPost(renameAct, { slug: acme.slug }), { name: "Another" }, {});
  expect(response.status).toBe(303);
  const url = new URL(response.headers.get("location") ?? "", appUrl);
  expect(url.pathname).toBe(`/o/${acme.slug}/settings`);
  expect(url.searchParams.get("error")).toBe("rate_limited");
  const [row] = await db().select().from(organizations).where(eq(organizations.id, acme.id));
  expect(row?.name).toBe("A team");
});

test("forms and the API draw on one quota", async () => {
  expect(await call("listOrganizations", { as: visitor })).toMatchObject({ status: 429 });
  await db().delete(rateLimits);
  expect((await send(formPost(renameAct, { slug: acme.slug }), { name: "By a form" })).status).toBe(
    200,
  );
  expect(await db().select().from(rateLimits)).toMatchObject([{ bucket: `person:${userId}` }]);
});
