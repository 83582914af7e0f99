import { describe, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { formState, refusalQuery } from "#lib/forms/form.ts";
import { formHandler } from "#lib/forms/handler.ts";

const form = {
  page: "/things/new",
  action: "/api/things",
  schema: z.object({
    name: z.string("name_missing").check(z.minLength(1, "name_missing")),
    note: z.optional(z.string()),
  }),
  messages: { name_missing: "Enter a name.", name_taken: "This name is taken." },
};

const url = "https://app.example.com/api/things";
process.env.APP_URL = "https://app.example.com";
process.env.BETTER_AUTH_SECRET = "0123456789abcdef0123456789abcdef";
process.env.DATABASE_URL = "postgres://u:p@127.0.0.1:1/d";
process.env.DATABASE_URL_READ = "postgres://u:p@ep.localhost:1/d";

function post(body: BodyInit | Record<string, string>, headers: HeadersInit = {}) {
  const isFields = Object.getPrototypeOf(body) === Object.prototype;
  const init = {
    method: "POST",
    headers,
    body: isFields ? new URLSearchParams(Object(body)) : Object(body),
  };
  return new Request(url, init);
}

const thing = formHandler(form, async ({ name }) => {
  if (name === "broken") throw new Error("secret detail");
  if (name === "nobody's") return { status: 401, code: "unauthenticated" };
  if (name === "taken")
    return { status: 409, code: "invalid_input", fields: { name: "name_taken" } };
  return { to: `/things/${name}`, headers: new Headers({ "set-cookie": "a=b" }) };
});

describe("a browser without script", () => {
  test("is shown what it made", async () => {
    const response = await thing(post({ name: "lamp" }));
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/things/lamp");
    expect(response.headers.getSetCookie()).toEqual(["a=b"]);
  });

  test("comes back to the form, which says what was wrong and still holds what was typed", async () => {
    const typed = { name: "taken", note: "ä & ö", password: "hunter22" };
    const response = await thing(post(typed));
    const location = new URL(response.headers.get("location") ?? "", url);
    expect(location.pathname).toBe("/things/new");
    const state = formState(form, Object.fromEntries(location.searchParams));
    expect(state).toEqual({
      message: expect.any(String),
      errors: { name: "This name is taken." },
      values: { name: "taken", note: "ä & ö" },
    });
  });

  test("that is signed out comes back by way of signing in, with what was typed", async () => {
    const response = await thing(post({ name: "nobody's", note: "ä & ö" }));
    const signIn = new URL(response.headers.get("location") ?? "", url);
    expect(signIn.pathname).toBe("/sign-in");
    const location = new URL(signIn.searchParams.get("next") ?? "", url);
    expect(location.pathname).toBe("/things/new");
    expect(formState(form, Object.fromEntries(location.searchParams))).toEqual({
      message: "You were signed out, so this was not saved. Submit it again.",
      errors: {},
      values: { name: "nobody's", note: "ä & ö" },
    });
  });

  test("gets back what was typed where the page's own address has a part of the same name", () => {
    const address = { name: "of the path", "typed.name": "typed", form: form.action };
    expect(formState(form, address).values).toEqual({ name: "typed" });
  });
});

describe("a client that accepts JSON", () => {
  const accept = { accept: "application/json" };

  test("is told where what it made is", async () => {
    const response = await thing(post({ name: "lamp" }, accept));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ location: "/things/lamp" });
    expect(response.headers.getSetCookie()).toEqual(["a=b"]);
  });

  test("gets problem details, with a sentence for each wrong field", async () => {
    const response = await thing(post({ name: "" }, accept));
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      status: 422,
      code: "invalid_input",
      errors: { name: "Enter a name." },
    });
  });

  test("may send JSON", async () => {
    const headers = { ...accept, "content-type": "application/json" };
    const response = await thing(post(JSON.stringify({ name: "lamp" }), headers));
    expect(await response.json()).toEqual({ location: "/things/lamp" });
    for (const body of ["{", "null", '"text"', "[]"]) {
      expect((await thing(post(body, headers))).status).toBe(400);
    }
  });

  test("is told when something broke, and not what", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await thing(post({ name: "broken" }, accept));
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("secret detail");
    expect(String(printed.mock.lastCall)).toContain("form_failed");
    expect(String(printed.mock.lastCall)).not.toContain("secret detail");
  });
});

describe("another site", () => {
  test.each<Record<string, string>>([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "https://app.example.com" },
    { origin: "https://evil.test" },
    { origin: "https://app.example.com.evil.test" },
    { origin: "http://app.example.com", host: "other.example.com" },
    { origin: "null" },
  ])("cannot send the form (%j)", async (headers) => {
    expect((await thing(post({ name: "lamp" }, headers))).status).toBe(403);
  });

  test.each<Record<string, string>>([
    {},
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
    { origin: "https://app.example.com" },
    { origin: "https://preview.example.com", host: "preview.example.com" },
  ])("is not what sent this one (%j)", async (headers) => {
    expect((await thing(post({ name: "lamp" }, headers))).status).toBe(303);
  });
});

test("what is no form, or larger than any, is refused", async () => {
  expect((await thing(post("name=lamp", { "content-type": "text/plain" }))).status).toBe(415);
  expect((await thing(post({ name: "x".repeat(300_000) }))).status).toBe(413);
});

test("nobody can put words of their own on a page by making up a link", () => {
  const query = { error: "Your account is closed. Call 555.", "error.name": "constructor" };
  const state = formState(form, query);
  expect(JSON.stringify(state)).not.toMatch(/555|constructor/);
  expect(state.message).toEqual(expect.any(String));
});

test("a refusal that is about one field is said there and not above the form as well", () => {
  const action = "/api/somewhere";
  const form = { action, messages: { taken: "That name is taken.", other: "That did not fit." } };
  const query = Object.fromEntries(refusalQuery(action, "taken", { name: "taken" }, {}));
  expect(formState(form, query)).toMatchObject({
    message: undefined,
    errors: { name: "That name is taken." },
  });
  const both = Object.fromEntries(refusalQuery(action, "other", { name: "taken" }, {}));
  expect(formState(form, both)).toMatchObject({ message: "That did not fit." });
});
