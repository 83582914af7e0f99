import { expect, test } from "vitest";
import { localSecrets, parseEnvironment } from "#lib/env/environment.ts";
import { deployed, problems } from "../env/deployed.ts";

test("signing in with Clerk needs its keys, and says where they are", () => {
  const variables = { AUTH_PROVIDER: "clerk", CLERK_SECRET_KEY: "sk_1", CLERK_JWT_KEY: "" };
  expect(problems({ ...deployed, ...variables })).toEqual([
    'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is not set. Copy it from the page "API keys" of the Clerk dashboard.',
    'CLERK_JWT_KEY is empty. Copy it from the page "API keys" of the Clerk dashboard. Sessions are verified with it without a network call.',
  ]);
});

test("one error tells of Clerk's variables and of all others", () => {
  const error = () => parseEnvironment({ AUTH_PROVIDER: "clerk", DATABASE_URL: "s3cret" });
  expect(error).toThrow(/\n- CLERK_SECRET_KEY is not set/);
  expect(error).toThrow(/\n- DATABASE_URL is not a Postgres URL/);
  expect(error).not.toThrow(/s3cret/);
});

test("the public secret of local use is found under the old name too", () => {
  const CLERK_WEBHOOK_SECRET = localSecrets.CLERK_WEBHOOK_SIGNING_SECRET;
  expect(problems({ ...deployed, CLERK_WEBHOOK_SECRET })).toEqual([
    "CLERK_WEBHOOK_SIGNING_SECRET is the public secret of local use. Set one of your own.",
  ]);
});

test("the secrets of its webhooks are a list, so that one can be rotated", () => {
  expect(parseEnvironment(deployed).CLERK_WEBHOOK_SIGNING_SECRET).toEqual([]);
  const variables = { ...deployed, CLERK_WEBHOOK_SECRET: "whsec_old, whsec_new," };
  expect(parseEnvironment(variables).CLERK_WEBHOOK_SIGNING_SECRET).toEqual([
    "whsec_old",
    "whsec_new",
  ]);
});
