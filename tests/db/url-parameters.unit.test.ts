import { describe, expect, test } from "vitest";
import { EndpointError, type EndpointName, endpoint } from "#lib/db/endpoints.ts";
import { withKnownParameters } from "#lib/db/url-parameters.ts";

const host = { pooled: "ep-cool-1-pooler", direct: "ep-cool-1", read: "ep-cool-1-pooler" };
const variable = { pooled: "DATABASE_URL", direct: "DATABASE_URL_UNPOOLED", read: "DATABASE_URL" };
const ways = ["pooled", "direct", "read"] as const;

const atNeon = (name: EndpointName, search: string) =>
  `postgres://app:s3cret@${host[name]}.eu-central-1.aws.neon.tech/app${search}`;

function problem(name: EndpointName, search: string): string | undefined {
  try {
    endpoint(name, { [variable[name]]: atNeon(name, search) });
    return undefined;
  } catch (error) {
    if (error instanceof EndpointError) return error.message;
    throw error;
  }
}

describe.each(ways)("a URL of Neon, %s,", (name) => {
  test.each([
    "?sslmode=require&channel_binding=require",
    "?sslmode=verify-full&sslrootcert=system",
    "?sslmode=require&options=endpoint%3Dep-cool-1",
    "?options=endpoint%3DEP-COOL-1-POOLER",
    "?options=project%3Dep-cool-1",
    "?sslmode=require&pgbouncer=true&connect_timeout=15&pool_timeout=15&schema=public",
  ])("is taken with %s", (search) => {
    expect(problem(name, search)).toBeUndefined();
  });

  test.each([
    [
      "?options=endpoint%3Dep-other-2",
      'names one endpoint in "options" and another one as its host.',
    ],
    ["?sslmode=disable", 'says "sslmode=disable", and Neon takes no connection without TLS.'],
    ["?sslmode=verify_full", 'has an "sslmode" that is not known.'],
    ["?sslrootcert=%2Fetc%2Fs3cret.pem", 'says "sslrootcert" with a file.'],
    ["?schema=s3cret", 'says "schema", and the tables of this app are in the schema "public".'],
    ["?connect_timeout=s3cret", 'must say "connect_timeout" in whole seconds.'],
    ["?connect_timeout=-1", 'must say "connect_timeout" in whole seconds.'],
    ["?ssl=s3cret", 'may say "ssl=true" or "ssl=false".'],
    ["?target_session_attrs=read-write", 'says "target_session_attrs", which is not supported.'],
    ["?password=s3cret", 'has "password", which is not supported.'],
    ["?sslcert=s3cret", 'has "sslcert", which is not supported.'],
    ["?require_auth=scram-sha-256", 'has "require_auth", which is not supported.'],
  ])("is refused with %s, by name and without its value", (search, told) => {
    const message = problem(name, search);
    expect(message?.startsWith(`${variable[name]} ${told}`)).toBe(true);
    expect(message).not.toContain("s3cret");
  });
});

test.each(["pooled", "read"] as const)("%s has no settings of a session", (name) => {
  expect(problem(name, "?search_path=s3cret")).toBe(
    'DATABASE_URL has "search_path", a setting of the session, which neither the pooler nor HTTP keeps. Remove it, and set it for the user in the database: alter role "app" set ….',
  );
  expect(problem(name, "?options=-c%20work_mem%3D1GB")).toContain('has "options"');
  expect(problem(name, "?constructor=1&toString=2")).toContain('has "constructor"');
});

test("the direct way in has settings of a session", () => {
  expect(problem("direct", "?lock_timeout=5s&options=-c%20work_mem%3D1GB")).toBeUndefined();
});

describe("what postgres-js reads", () => {
  const read = (search: string, isNeon = true) =>
    Object.fromEntries(
      new URL(withKnownParameters(`postgres://a%40b:c%25d@h:1/e${search}`, isNeon)).searchParams,
    );

  test.each([
    ["", { sslmode: "require" }],
    ["?sslmode=prefer", { sslmode: "require" }],
    ["?sslmode=no-verify", { sslmode: "require" }],
    ["?sslmode=verify-ca", { sslmode: "verify-full" }],
    ["?sslmode=require&sslrootcert=system", { sslmode: "verify-full" }],
    [
      "?sslmode=require&sslnegotiation=postgres",
      { sslmode: "require", sslnegotiation: "postgres" },
    ],
    ["?channel_binding=require&pgbouncer=true&schema=public&max=3", { sslmode: "require" }],
    [
      "?options=endpoint%3Dep-1%20neon_lsn%3A0%2F1",
      { sslmode: "require", options: "neon_lsn:0/1" },
    ],
    ["?connect_timeout=3", { sslmode: "require", connect_timeout: "3" }],
    ["?application_name=a%20b%2Bc", { sslmode: "require", application_name: "a b+c" }],
  ])("at Neon: %s", (search, known) => {
    expect(read(search)).toEqual({ connect_timeout: "10", ...known });
  });

  test.each([
    ["", {}],
    ["?sslmode=prefer", { sslmode: "prefer" }],
    ["?sslmode=allow", { sslmode: "prefer" }],
    ["?ssl=true", { sslmode: "require" }],
    ["?sslmode=disable", { sslmode: "disable" }],
    ["?options=endpoint%3Dep-1%20-c%20work_mem%3D1GB", { options: "-c work_mem=1GB" }],
    ["?lock_timeout=5s", { lock_timeout: "5s" }],
  ])("elsewhere: %s", (search, known) => {
    expect(read(search, false)).toEqual({ connect_timeout: "10", ...known });
  });

  test("keeps user, password, host and database as they are written", () => {
    const known = withKnownParameters("postgres://a%40b:c%25d%@H-1:1/e%20f?max=1", false);
    expect(known).toBe("postgres://a%40b:c%25d%@H-1:1/e%20f?connect_timeout=10");
  });
});
