import { expect, test } from "vitest";
import { identityProvider } from "#scripts/build/build-environment.ts";

test("a build is for Better Auth unless it is for Clerk", () => {
  expect(identityProvider({})).toBe("better-auth");
  expect(identityProvider({ AUTH_PROVIDER: "" })).toBe("better-auth");
  expect(identityProvider({ AUTH_PROVIDER: "clerk" })).toBe("clerk");
});

test("a build for a provider that is not there fails, and is not one for Better Auth", () => {
  expect(() => identityProvider({ AUTH_PROVIDER: "Clerk" })).toThrow(
    'AUTH_PROVIDER must be "better-auth" or "clerk".',
  );
});

test.each(["AUTH_PROVIDER", "APP_URL"])("a build that was not given %s fails", (name) => {
  expect(() => identityProvider({ [name]: "[SENSITIVE]" })).toThrow(
    `${name} is a Secret of the Vercel project, so this build does not know it.`,
  );
});
