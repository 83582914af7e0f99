import { expect, test } from "vitest";
import { tryIt } from "#lib/organizations/api-keys/try-it.ts";

const path = (...scopes: string[]) =>
  tryIt({ key: "pn_live_x", scopes, slug: "acme", origin: "http://localhost" })?.split(" ").at(-1);

test("a new key is tried with what it may read", () => {
  expect(path("write")).toBe("http://localhost/api/v1/organizations/acme");
  expect(path("usage", "read")).toBe("http://localhost/api/v1/organizations/acme");
  expect(path("usage")).toBe("http://localhost/api/v1/usage/balance?organization=acme");
});

test("a key that may read nothing of the core gets no command that would be refused", () => {
  expect(path("crm.read")).toBeUndefined();
});
