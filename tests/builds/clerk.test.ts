import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserHeaders, type ClerkApp, otherKeys, sessionToken, startClerkApp } from "./clerk.ts";

let app: ClerkApp;
let sql: postgres.Sql;
beforeAll(async () => {
  app = await startClerkApp();
  sql = postgres(app.neon.env.DATABASE_URL_UNPOOLED ?? "", { max: 1, onnotice: () => {} });
}, 600_000);
afterAll(async () => {
  await sql?.end();
  await app?.stop();
});

const member = "user_member";
const open = (path: string, token?: string) => app.fetch(path, { headers: browserHeaders(token) });
const tokenOf = (options: { lifetime?: number; key?: typeof otherKeys.privateKey } = {}) =>
  sessionToken({ userId: member, party: app.url, ...options });

/** Where a redirect leads: a path of the app, or the host of another site. */
function destination(response: Response): string {
  const { origin, host, pathname, search } = new URL(
    response.headers.get("location") ?? "",
    app.url,
  );
  return origin === app.url ? pathname + search : host;
}

describe("somebody whom Clerk has signed in", () => {
  test("gets a row and an organization at /welcome, a route handler, without waiting for a webhook", async () => {
    const answers = [await open("/welcome", tokenOf()), await open("/welcome", tokenOf())];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(answers.map(destination)).toEqual(["/o/my-organization", "/o/my-organization"]);
    const people = await sql`select provider, name from "user" where id = ${member}`;
    expect(people).toMatchObject([{ provider: "clerk", name: "" }]);
  });

  test("passes the proxy and sees their organization, a page on the edge", async () => {
    const answer = await open("/o/my-organization", tokenOf());
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("My organization");
  });

  test("does not see the organization of others", async () => {
    expect((await open("/o/acme", tokenOf())).status).toBe(404);
  });

  test("sees pages outside the workspace, too", async () => {
    expect((await open("/account", tokenOf())).status).toBe(200);
  });
});

describe("the organization of somebody whom Clerk has signed in", () => {
  const pages = [
    "/organizations",
    "/o/my-organization/members",
    "/o/my-organization/members/invite",
    `/o/my-organization/members/${member}`,
    "/o/my-organization/settings",
    "/o/my-organization/settings/audit",
    "/o/my-organization/settings/api-keys",
    "/o/my-organization/settings/billing",
    "/o/my-organization/settings/webhooks",
    "/o/my-organization/usage",
  ];

  const post = (path: string, fields: Record<string, string>) => {
    const headers = browserHeaders(tokenOf());
    headers.set("accept", "application/json");
    headers.set("sec-fetch-site", "same-origin");
    return app.fetch(path, { method: "POST", headers, body: new URLSearchParams(fields) });
  };

  test.for(pages)("has its page %s", async (path) => {
    const answer = await open(path, tokenOf());
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("</main>");
  });

  test.for(["audit.csv", "usage.csv"])("has its download %s", async (file) => {
    const answer = await open(`/api/v1/organizations/my-organization/${file}`, tokenOf());
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/csv/);
  });

  test("has addresses with a dot, which are no files", async () => {
    expect((await open("/invite/no.token", tokenOf())).status).toBe(404);
    expect((await open("/o/my-organization/members/no.body", tokenOf())).status).toBe(404);
  });

  test("is changed here while it is not Clerk's, and in Clerk when it is", async () => {
    const rename = (name: string) =>
      post("/api/forms/organization.rename/my-organization", { name });
    expect((await rename("Ours")).status).toBe(200);
    const owned = `org_${crypto.randomUUID()}`;
    const ours = sql`slug = 'my-organization'`;
    await sql`update organizations set clerk_organization_id = ${owned} where ${ours}`;
    const refused = await rename("Theirs");
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: "managed_elsewhere" });
    const settings = await open("/o/my-organization/settings", tokenOf());
    const text = await settings.text();
    expect(text).toContain("Ours");
    expect(text).toMatch(/Clerk/);
    for (const path of pages) expect((await open(path, tokenOf())).status).toBe(200);
    await sql`update organizations set clerk_organization_id = null where ${ours}`;
  });
});

describe("somebody who is signed out", () => {
  test("is sent from the workspace to sign in, and back afterwards", async () => {
    const answer = await open("/o/my-organization?tab=2");
    expect(answer.status).toBe(307);
    expect(destination(answer)).toBe("/sign-in?next=%2Fo%2Fmy-organization%3Ftab%3D2");
  });

  test("is sent to sign in by a page and by a route handler outside the workspace", async () => {
    expect(destination(await open("/account"))).toBe("/sign-in?next=%2Faccount");
    expect(destination(await open("/welcome"))).toBe("/sign-in?next=/welcome");
  });

  test("can open the page to sign in", async () => {
    expect((await open("/sign-in")).status).toBe(200);
  });
});

describe.each<[what: string, token: () => string]>([
  ["signed with another key", () => tokenOf({ key: otherKeys.privateKey })],
  ["made for another site", () => sessionToken({ userId: member, party: "https://evil.test" })],
  ["that was changed", () => tokenOf().replace(/\.[^.]+\./, `.${btoa('{"sub":"user_other"}')}.`)],
  ["that is no token", () => "nonsense"],
])("a session token %s", (_, token) => {
  test("opens neither the workspace, nor a page, nor a route handler", async () => {
    const answers = [
      await open("/o/my-organization", token()),
      await open("/account", token()),
      await open("/welcome", token()),
    ];
    expect(answers.map(({ status }) => status)).toEqual([307, 307, 303]);
    for (const answer of answers) expect(destination(answer)).toMatch(/^\/sign-in\?next=/);
  });
});

describe("a session token that has expired", () => {
  const expired = () => tokenOf({ lifetime: -60 });

  test("is renewed by Clerk before a browser sees a page", async () => {
    for (const path of ["/o/my-organization", "/account", "/welcome"]) {
      const answer = await open(path, expired());
      expect(answer.status).toBe(307);
      expect(destination(answer)).toBe("clerk.penning.test");
      expect(await answer.text()).not.toContain("My organization");
    }
  });

  test("opens nothing to a script", async () => {
    const headers = browserHeaders(expired());
    headers.set("accept", "*/*");
    headers.set("sec-fetch-dest", "empty");
    const answers = [
      await app.fetch("/o/my-organization", { headers }),
      await app.fetch("/welcome", { headers }),
    ];
    for (const answer of answers) expect(destination(answer)).toMatch(/^\/sign-in\?next=/);
  });
});

test("nobody is let in by headers that only the proxy may set", async () => {
  const headers = browserHeaders();
  headers.set("x-clerk-auth-status", "signed-in");
  headers.set("x-clerk-auth-token", tokenOf({ key: otherKeys.privateKey }));
  headers.set("x-clerk-auth-signature", "0".repeat(64));
  for (const path of ["/account", "/welcome"]) {
    const answer = await app.fetch(path, { headers });
    expect(answer.status).not.toBe(200);
    expect(answer.headers.get("location") ?? "").not.toContain("/o/");
  }
});

test("none of this asked anybody on the network", () => {
  expect(app.log()).not.toContain("network: refused");
});
