import { describe, expect, test } from "vitest";
import { bearerToken, readAuthorization } from "#lib/http/authorization.ts";
import { readIfMatch } from "#lib/http/if-match.ts";
import { otherMethods } from "#lib/http/methods.ts";

const headers = (name: string, value: string) => new Headers({ [name]: value });

describe("Authorization", () => {
  test.each([
    "Bearer pn_live_abc",
    "bearer pn_live_abc",
    "BEARER pn_live_abc",
    "Bearer   pn_live_abc",
    "  Bearer pn_live_abc  ",
  ])("%j has the token", (value) => {
    expect(bearerToken(headers("authorization", value))).toBe("pn_live_abc");
  });

  test.each([
    ["of another scheme", "Basic dXNlcjpwYXNz", { scheme: "basic", token: "dXNlcjpwYXNz" }],
    ["without a token", "Bearer", { scheme: "bearer", token: "" }],
    ["without a scheme", "", { scheme: "", token: "" }],
  ])("%s names no key", (_, value, credentials) => {
    expect(readAuthorization(headers("authorization", value))).toEqual(credentials);
  });

  test("keeps a secret of several words, as somebody may have chosen for the cron", () => {
    expect(bearerToken(headers("authorization", "Bearer a long  secret"))).toBe("a long  secret");
  });

  test("that is not there is told apart", () => {
    expect(readAuthorization(new Headers())).toBeNull();
    expect(bearerToken(new Headers())).toBeNull();
  });
});

describe("If-Match", () => {
  test.each([
    ['"a"', ["a"]],
    ['"a", "b"', ["a", "b"]],
    ['"a","b"', ["a", "b"]],
    ['"a,b"', ["a,b"]],
    ['""', [""]],
    ['W/"a", "b"', ["b"]],
    ['W/"a"', []],
    ["*", "*"],
    [" * ", "*"],
  ])("%s names %j", (value, versions) => {
    expect(readIfMatch(headers("if-match", value))).toEqual(versions);
  });

  test.each(["a", '"a', 'a"', '"a" "b"', '"a", b', '"a b"', 'w/"a"', "", '*, "a"'])(
    "%j is none",
    (value) => expect(readIfMatch(headers("if-match", value))).toBe("invalid"),
  );

  test("keeps a secret of several words, as somebody may have chosen for the cron", () => {
    expect(bearerToken(headers("authorization", "Bearer a long  secret"))).toBe("a long  secret");
  });

  test("that is not there is told apart", () => expect(readIfMatch(new Headers())).toBeNull());
});

test("a method that a route does not take is answered 405 with those that it does", async () => {
  const { PUT, OPTIONS } = otherMethods("GET", "POST");
  const answer = PUT();
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 405, code: "method_not_allowed" });
  expect(OPTIONS().headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
});
