import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { providers } from "#lib/integrations/names.ts";
import { hostileTexts, mark } from "#tests/hostile/corpus.ts";
import { queryNames } from "#tests/hostile/queries.ts";
import { appFiles } from "../app-files.ts";
import { type ServedPages, servePages, signIn } from "./pages.ts";

let pages: ServedPages;
let owner: string;
beforeAll(async () => {
  pages = await servePages();
  owner = await signIn("owner@acme.test");
});
afterAll(() => pages.stop());

/** Every page, as its folder is called, such as `/o/[slug]/members`. */
const routes = appFiles("page")
  .map(({ address }) => address)
  .filter((path) => !path.startsWith("/dev/"))
  .toSorted();

/** What an address can hold and nobody can decode, besides the texts. */
const raw = [
  "%",
  "%2",
  "%zz",
  "%ff",
  "%E0%A4%A",
  "%ed%a0%80",
  "%c0%80",
  "%00",
  "%250",
  "%2e%2e%2f",
];
const parts = [
  ...raw,
  ...hostileTexts.filter(Boolean).map((text) => encodeURIComponent(text.toWellFormed())),
];

const values: Record<string, string> = { slug: "acme", userId: "demo_admin", id: "x", token: "x" };
const fill = (route: string, changed: Record<string, string> = {}) =>
  route.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name) => changed[name] ?? values[name] ?? "x") || "/";

const names = await queryNames();

describe.each(routes)("%s", (route) => {
  test("is never an error of the app, whatever stands in its address", async () => {
    const params = Array.from(route.matchAll(/\[(?:\.\.\.)?(\w+)\]/g), ([, name = ""]) => name);
    const addresses = [
      ...params.flatMap((name) => parts.map((part) => fill(route, { [name]: part }))),
      ...parts.map((part) => `${fill(route)}?${names.map((name) => `${name}=${part}`).join("&")}`),
      // A name that comes twice is an array.
      ...parts.map(
        (part) =>
          `${fill(route)}?${names.map((name) => `${name}=${part}&${name}=${part}`).join("&")}`,
      ),
    ].filter((address) => address.length < 14_000);
    const failures: string[] = [];
    for (const address of addresses) {
      const answer = await pages.fetch(address, { headers: { cookie: owner } });
      await answer.text();
      if (answer.status >= 500) failures.push(`${answer.status} ${address.slice(0, 200)}`);
    }
    expect(failures).toEqual([]);
  });

  test("is never an error of the app, whatever stands in its cookies", async () => {
    const failures: string[] = [];
    for (const part of parts) {
      const cookie = ["session_token", "session_data"].map((name) => `better-auth.${name}=${part}`);
      const answer = await pages.fetch(fill(route), {
        headers: { cookie: [...cookie, `theme=${part}`].join("; ") },
      });
      await answer.text();
      if (answer.status >= 500) failures.push(`${answer.status} ${part}`);
    }
    expect(failures).toEqual([]);
  });
});

test("nothing of it is in the log", () => {
  expect(
    pages
      .log()
      .split("\n")
      .filter((line) => line.includes(mark)),
  ).toEqual([]);
});

describe("below /api", () => {
  const app = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, inject("app")), { redirect: "manual", ...init });

  test.each(["GET", "POST", "PUT", "PATCH", "DELETE"])(
    "%s of what is no route is answered with problem details",
    async (method) => {
      for (const path of [
        "/api",
        "/api/nothing",
        "/api/v1/nothing",
        "/api/v1/organizations/acme/nothing",
        "/api/%",
      ]) {
        const answer = await app(path, { method });
        expect([path, answer.status]).toEqual([path, 404]);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
      }
    },
  );

  test("a method that a route does not take is answered 405 with those that it does", async () => {
    const answer = await app("/api/v1/organizations/acme/members", { method: "PUT" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test.each(providers)(
    "a webhook of %s is taken with a slash at the end of its address",
    async (provider) => {
      for (const path of [`/api/webhooks/${provider}`, `/api/webhooks/${provider}/`]) {
        const answer = await app(path, { method: "POST", body: "{}" });
        expect([path, answer.status, await answer.json()]).toEqual([
          path,
          403,
          { outcome: "bad signature" },
        ]);
      }
    },
  );

  test("everything else has one address, without a slash at its end", async () => {
    for (const path of ["/pricing", "/docs/api", "/o/acme/members", "/api/v1/organizations"]) {
      const answer = await app(`${path}/?a=b`, { headers: { cookie: owner } });
      expect([path, answer.status]).toEqual([path, 308]);
      expect(new URL(answer.headers.get("location") ?? "", inject("app")).pathname).toBe(path);
    }
  });
});

describe("somebody whose account was deleted in another browser", () => {
  test("is led to sign in, and sees no error on any page", async () => {
    const { email, cookie } = await signUp();
    const removed = await fetch(new URL("/api/account/delete", inject("app")), {
      method: "POST",
      headers: { cookie },
      body: new URLSearchParams({ email, password }),
      redirect: "manual",
    });
    expect(removed.headers.get("location")).toBe("/goodbye");
    const to =
      (await pages.fetch("/account", { headers: { cookie } })).headers.get("location") ?? "";
    expect(new URL(to, "http://app.test").pathname).toBe("/sign-in");
    for (const route of routes) {
      const answer = await pages.fetch(fill(route), { headers: { cookie } });
      await answer.text();
      expect([route, answer.status < 500]).toEqual([route, true]);
    }
  });
});

const password = "a good long password";

async function signUp() {
  const email = `${crypto.randomUUID()}@example.test`;
  const response = await fetch(new URL("/api/account/sign-up", inject("app")), {
    method: "POST",
    body: new URLSearchParams({ name: "Ada", email, password }),
    redirect: "manual",
  });
  const cookies = response.headers.getSetCookie().map((one) => one.split(";", 1)[0]);
  return { email, cookie: cookies.join("; ") };
}
