import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNext, withQuery } from "#lib/http/next.ts";

const site = "https://app.example.com";

// What people put into links to get somebody off a site: slashes, tabs, dots, schemes, other hosts.
const hostile = fc
  .array(
    fc.constantFrom(
      "/",
      "\\",
      "//",
      ".",
      "..",
      "\t",
      "\n",
      " ",
      "@",
      ":",
      "?",
      "#",
      "%2f",
      "%5c",
      "evil.test",
      "javascript:",
      "https:",
      "http://evil.test",
      "a",
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

test("no link leads to another site", () => {
  const anything = fc.oneof(
    hostile,
    hostile.map((text) => `/${text}`),
    fc.string(),
    fc.webUrl(),
  );
  fc.assert(
    fc.property(anything, (value) => {
      expect(new URL(safeNext(value, "/welcome"), site).origin).toBe(site);
    }),
    { numRuns: 5_000 },
  );
});

test.each(["/o/acme", "/o/acme?tab=2&q=a%20b#part", "/"])("%s leads where it says", (path) => {
  expect(safeNext(path, "/welcome")).toBe(path);
});

test.each(["", null, undefined, "o/acme", "https://evil.test", "//evil.test", "/.//evil.test"])(
  "%j leads to the usual place",
  (value) => {
    expect(safeNext(value, "/welcome")).toBe("/welcome");
  },
);

test("a query holds whatever it is given, and only what is there", () => {
  expect(withQuery("/sign-in", { next: undefined })).toBe("/sign-in");
  const path = withQuery("/sign-in", { next: "/o/a?b=c&d", other: "" });
  expect([...new URL(path, site).searchParams]).toEqual([["next", "/o/a?b=c&d"]]);
});
