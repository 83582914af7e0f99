import { once } from "node:events";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { expectedRuntimes } from "./functions.ts";
import { type ServedPages, servePages, signIn } from "./pages.ts";

const build = inject("build");
const app = inject("app");

// A picture is the same for everybody, and so is what Next itself answers to other ways of asking.
const isOddForPicture = (path: string, { method, headers }: RequestInit) =>
  path.startsWith("/api/v1/pictures/") && (method === "POST" || new Headers(headers).has("rsc"));

// What the parts of an address are, where the demo data has something.
const parts: Record<string, string> = {
  slug: "acme",
  userId: "demo_admin",
  id: "00000000-0000-4000-8000-000000000000",
  action: "sign-in",
  token: "no-such-token",
  "...all": "get-session",
  "...missing": "nothing",
  "...path": "nothing",
};
const paths = Object.entries(expectedRuntimes(build.folder)).map(([address, runtime]) => ({
  path: address.replace(/\[\[?([^\]]+)\]\]?/g, (_, name: string) => parts[name] ?? "unknown"),
  runtime,
}));
const isOf = (kind: "same" | "private") => (entry: (typeof paths)[number]) =>
  (entry.runtime === "static") === (kind === "same");

let pages: ServedPages;
let owner: string;
beforeAll(async () => {
  pages = await servePages();
  owner = await signIn("owner@acme.test");
});
afterAll(() => pages.stop());

/** A request to where the pages of the build run, and to the whole app; what one has not is left out. */
async function answers(path: string, init: RequestInit = {}): Promise<Response[]> {
  const whole = fetch(new URL(path, app), { redirect: "manual", ...init });
  const all = await Promise.all([pages.fetch(path, init), whole]);
  return all.filter(({ status }) => status !== 501);
}

const asked: [who: string, init: () => RequestInit][] = [
  ["a visitor", () => ({})],
  ["a member", () => ({ headers: { cookie: owner } })],
  ["a member's browser that navigates", () => ({ headers: { cookie: owner, rsc: "1" } })],
  ["a form of a visitor", () => ({ method: "POST", body: new URLSearchParams({ a: "1" }) })],
  [
    "a program without a key",
    () => ({ method: "POST", body: "{}", headers: { "content-type": "application/json" } }),
  ],
];

describe("what depends on who asks is kept by nobody else", () => {
  const cases = paths
    .filter(isOf("private"))
    .flatMap(({ path }) => asked.map(([who, init]) => ({ path, who, init })))
    .filter(({ path, init }) => !isOddForPicture(path, init()));

  test.for(cases)("$path for $who", async ({ path, init }) => {
    for (const answer of await answers(path, init())) {
      await answer.body?.cancel();
      const control = answer.headers.get("cache-control")?.split(/, */) ?? [];
      expect(control, `${answer.status} of ${answer.url}`).toEqual(
        expect.arrayContaining(["private", "no-store"]),
      );
    }
  });

  test("an address that nothing answers", async () => {
    for (const path of ["/nothing", "/o/acme/nothing", "/api/nothing", "/docs/nothing"]) {
      const answer = await fetch(new URL(path, app), { headers: { cookie: owner } });
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get("cache-control"), path).toMatch(/private.*no-store/);
    }
  });
});

test.for(paths.filter(isOf("same")))(
  "$path, the same for everybody, may be kept",
  async ({ path }) => {
    const answer = await fetch(new URL(path, app), { headers: { cookie: owner } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toMatch(/max-?age=|s-maxage=/);
    expect(answer.headers.get("cache-control")).not.toMatch(/private|no-store/);
  },
);

test("files may be kept too", async () => {
  const files = ["/favicon.ico", "/icon.svg", "/robots.txt", "/sitemap.xml"];
  for (const path of [...files, "/pictures/overview-light.webp"]) {
    const answer = await fetch(new URL(path, app));
    expect(answer.status, path).toBe(200);
    expect(answer.headers.get("cache-control"), path).toMatch(/max-age=/);
  }
});

describe("every answer", () => {
  const said = {
    "x-content-type-options": "nosniff",
    // A page whose address is a secret says still less, and one without script allows none. It may stand
    // behind what all answers say: of two policies browsers take the last referrer's, and obey both others.
    "referrer-policy": expect.stringMatching(
      /(^|, )(strict-origin-when-cross-origin|no-referrer)$/,
    ),
    "content-security-policy": expect.stringMatching(/(^|; )frame-ancestors 'none'$/),
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
  };

  test.for([...paths.map(({ path }) => path), "/nothing", "/robots.txt"])(
    "of %s keeps browsers from guessing, framing and telling others",
    async (path) => {
      for (const answer of await answers(path, { headers: { cookie: owner } })) {
        await answer.body?.cancel();
        expect(Object.fromEntries(answer.headers), answer.url).toMatchObject(said);
        expect(answer.headers.has("strict-transport-security")).toBe(false);
      }
    },
  );

  test("asks for TLS for ever where it came through TLS, and not on this machine", async () => {
    const through = (host: string) =>
      Promise.all([pages.url, app].map((url) => lifetimeOfTls(new URL("/sign-in", url), host)));
    expect(new Set(await through("app.example.com"))).toEqual(new Set(["max-age=63072000"]));
    expect(new Set(await through("localhost:3000"))).toEqual(new Set([undefined]));
  });
});

/** `fetch` would not send this host. */
async function lifetimeOfTls(url: URL, host: string): Promise<string | undefined> {
  const asked = request(url, { headers: { host, "x-forwarded-proto": "https" } }).end();
  const [answer] = await once(asked, "response");
  answer.resume();
  return answer.headers["strict-transport-security"];
}
