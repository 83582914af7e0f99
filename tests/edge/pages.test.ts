import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ServedPages, servePages, signIn } from "./pages.ts";

let pages: ServedPages;
let owner: string;
let member: string;
let outsider: string;

const pagesOfMembers = [
  "/o/acme",
  "/o/acme/members",
  "/o/acme/members?search=acme&sort=-joined",
  "/o/acme/members/demo_admin",
  "/o/acme/settings",
  "/o/acme/search",
  "/o/acme/search?q=owner",
];
const pagesOfAdmins = [
  "/o/acme/members/invite",
  "/o/acme/settings/audit",
  "/o/acme/settings/audit?actor=owner&from=2020-01-01",
  "/o/acme/settings/webhook-endpoints",
  "/o/acme/settings/webhook-endpoints/new",
];

beforeAll(async () => {
  pages = await servePages();
  owner = await signIn("owner@acme.test");
  member = await signIn("member@acme.test");
  outsider = await signIn("outsider@globex.test");
  // The first page of an isolate may do more than the ones after it.
  await pages.fetch("/o/acme", { headers: { cookie: owner } });
});
afterAll(() => pages.stop());

const see = (path: string, cookie = "") => pages.fetch(path, { headers: { cookie } });

describe("a signed-out visitor", () => {
  test("is asked to sign in for their organizations, and finds no invitation that is not there", async () => {
    expect(locationOf(await see("/organizations"))).toBe("/sign-in?next=%2Forganizations");
    const answer = await see("/invite/no-such-token");
    expect(answer.status).toBe(404);
    expect(visibleText(await answer.text())).toContain("Invitation not found");
  });

  test("is sent to sign in, and comes back to where they wanted to go", async () => {
    const answer = await see("/o/acme");
    expect(answer.status).toBe(307);
    expect(locationOf(answer)).toBe("/sign-in?next=%2Fo%2Facme");
    expect(await answer.text()).not.toContain("Acme Owner");
  });

  test("sees the sign-in form without a trip to the database", async () => {
    pages.gateway.resetTrips();
    const answer = await see("/sign-in?next=%2Fo%2Facme");
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('action="/api/account/sign-in"');
    expect(html).toContain('value="/o/acme"');
    expect(pages.gateway.trips().requests).toBe(0);
  });

  test("with a session cookie that is not ours is signed out", async () => {
    const forged = owner.replace(/(session_token=[^;]{10})./, "$1~");
    expect(forged).not.toBe(owner);
    const answer = await see("/o/acme", forged);
    expect(answer.status).toBe(307);
    expect(locationOf(answer)).toMatch(/^\/sign-in/);
  });
});

describe("a member", () => {
  beforeEach(() => pages.gateway.resetTrips());

  test("sees the organization, their role, its people, plan and credits", async () => {
    const answer = await see("/o/acme", owner);
    const text = visibleText(await answer.text());
    expect(answer.status).toBe(200);
    for (const fact of ["Acme", "owner", "Acme Member", "admin@acme.test", "Pro", "credits"]) {
      expect(text.toLowerCase()).toContain(fact.toLowerCase());
    }
  });

  test.for([...pagesOfMembers, ...pagesOfAdmins, "/organizations"])(
    "causes one trip to the database with %s, however much it shows",
    async (path) => {
      const answer = await see(path, owner);
      await answer.text();
      expect(answer.status).toBe(200);
      expect(pages.gateway.trips()).toMatchObject({ requests: 1, depth: 1 });
    },
  );

  test("searches from the command menu in one trip as well, whose session is proven in it", async () => {
    const answer = await see("/api/search/acme?q=owner", owner);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain("Acme Owner");
    expect(pages.gateway.trips()).toMatchObject({ requests: 1, depth: 1 });
  });

  test("sees what members may see, and nothing that takes an admin", async () => {
    for (const path of pagesOfMembers) expect((await see(path, member)).status, path).toBe(200);
    for (const path of pagesOfAdmins) expect((await see(path, member)).status, path).toBe(403);
  });

  test("reads without script who can see a page that takes another role", async () => {
    const answer = await see("/o/acme/settings/billing", member);
    const text = visibleText(await answer.text());
    expect(answer.status).toBe(403);
    expect(text).toContain("Only owners can see this page");
    expect(text).toContain("ask Acme Owner");
    expect(text).toContain("Overview");
  });

  test.for([
    "/o/acme/no-such-page",
    "/o/acme/settings/no/such/page",
    "/o/acme/members/nobody",
    "/o/acme/settings/webhooks/nothing",
    "/o/acme/settings/webhook-endpoints/nothing",
    `/o/acme/settings/webhook-endpoints/${crypto.randomUUID()}/${crypto.randomUUID()}`,
  ])(
    "reads without script, in the frame of the organization, that there is no page at %s",
    async (path) => {
      const answer = await see(path, owner);
      const html = await answer.text();
      expect(answer.status).toBe(404);
      expect(html).toMatch(/<html lang="en"/);
      expect(visibleText(html)).toMatch(/Members .* This page does not exist/);
    },
  );

  test("comes by a former address to the page that is missing at the present one", async () => {
    expect(locationOf(await see("/o/acme-tools/a/b?c=d", owner))).toBe("/o/acme/a/b?c=d");
  });

  test("who comes by a former address is sent to the present one, with path and query", async () => {
    const answer = await see("/o/acme-tools/members?sort=role", owner);
    expect(answer.status).toBe(307);
    expect(locationOf(answer)).toBe("/o/acme/members?sort=role");
  });

  test("gets the page as it would be without what makes no sense in its address", async () => {
    for (const path of [
      "/o/acme/members?after=1&sort=x&role=king&search=%00&search=b",
      "/o/acme/settings/audit?from=yesterday&before=%27&action=x",
      "/o/acme/settings?error=nonsense&form=x",
      `/o/acme/search?q=%00&q=${"a".repeat(101)}`,
      "/organizations?after=%27",
    ]) {
      expect((await see(path, owner)).status, path).toBe(200);
    }
  });

  test("is recognised by the database when the copy of the session in the cookie is gone", async () => {
    const token = owner
      .split("; ")
      .find((cookie) => cookie.startsWith("better-auth.session_token"));
    const answer = await see("/o/acme", token);
    expect(visibleText(await answer.text())).toContain("Acme Member");
    expect(pages.gateway.trips()).toMatchObject({ requests: 2 });
  });
});

describe("another tenant", () => {
  test.for([...pagesOfMembers, ...pagesOfAdmins])(
    "is not found at %s, and its page holds nothing of it",
    async (path) => {
      const answer = await see(path, outsider);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toMatch(/Acme (Owner|Admin|Member)|@acme\.test/);
    },
  );

  test("looks the same as an organization that does not exist", async () => {
    const [other, none] = await Promise.all([see("/o/acme", outsider), see("/o/nobody", outsider)]);
    const [otherHtml, noneHtml] = await Promise.all([other.text(), none.text()]);
    expect(none.status).toBe(other.status);
    expect(visibleText(otherHtml)).toBe(visibleText(noneHtml));
    expect(visibleText(noneHtml)).toContain("Page not found");
  });

  test("cannot be chosen with a trick in the path", async () => {
    for (const path of ["/o/globex%2F..%2Facme", "/o/acme?slug=globex", "/o/%61cme", "/o/ACME"]) {
      const answer = await see(path, outsider);
      expect(answer.status, path).not.toBe(200);
      expect(await answer.text(), path).not.toMatch(/Acme (Owner|Admin|Member)|@acme\.test/);
    }
  });
});

describe("when the database is down", () => {
  let cut: ServedPages;
  beforeAll(async () => {
    cut = await servePages();
    await cut.gateway.close();
  });
  afterAll(() => cut.stop());

  test("the page says so with an error status, and shows nothing from inside", async () => {
    const page = await cut.fetch("/o/acme", { headers: { cookie: owner } });
    expect(page.status).toBe(307);
    const answer = await cut.fetch(locationOf(page));
    const html = await answer.text();
    expect(answer.status).toBe(503);
    expect(visibleText(html)).toContain("The database cannot be reached");
    for (const text of [await page.text(), html]) {
      expect(text).not.toMatch(/postgres:\/\/|penning:penning|ECONNREFUSED|\bat .+:\d+:\d+\)?/);
    }
  });

  test("nothing of the address or the password of the database is logged", async () => {
    await cut.fetch("/o/acme", { headers: { cookie: owner } });
    expect(cut.log()).not.toMatch(/penning:penning/);
  });

  test("a page that needs no database is there all the same", async () => {
    expect((await cut.fetch("/sign-in")).status).toBe(200);
  });
});

/** Where an answer leads, below the app. */
function locationOf(answer: Response): string {
  const { pathname, search } = new URL(answer.headers.get("location") ?? "", "http://app.test");
  return pathname + search;
}

/** What a visitor reads with JavaScript off. */
function visibleText(html: string): string {
  return html
    .replace(/<(script|style|head)\b.*?<\/\1>/gs, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
