import { describe, expect, test } from "vitest";
import { EndpointError, endpoint, endpoints, isLocalHost } from "#lib/db/endpoints.ts";
import { tlsNegotiation } from "#lib/db/negotiation.ts";

const neon = {
  DATABASE_URL: "postgres://app:s3cret@ep-cool-1-pooler.eu-central-1.aws.neon.tech/app",
  DATABASE_URL_UNPOOLED: "postgres://app:s3cret@ep-cool-1.eu-central-1.aws.neon.tech/app",
};
const local = {
  DATABASE_URL: "postgres://penning:penning@127.0.0.1:54321/penning",
  DATABASE_URL_UNPOOLED: "postgres://penning:penning@127.0.0.1:54320/penning",
  DATABASE_URL_READ: "postgres://penning:penning@ep-local.penning.localhost:54322/penning",
};

function refusal(run: () => unknown): EndpointError {
  try {
    run();
  } catch (error) {
    if (error instanceof EndpointError) return error;
    throw error;
  }
  throw new Error("It was accepted");
}

test("the variables that Vercel's Neon integration sets are enough", () => {
  expect(endpoints(neon)).toEqual({
    read: neon.DATABASE_URL,
    pooled: neon.DATABASE_URL,
    direct: neon.DATABASE_URL_UNPOOLED,
  });
});

test("reads may have an endpoint of their own, with the pooler or without", () => {
  for (const host of ["ep-replica-2", "ep-replica-2-pooler"]) {
    const url = `postgresql://reader:s3cret@${host}.eu-central-1.aws.neon.tech/app?sslmode=require`;
    expect(endpoints({ ...neon, DATABASE_URL_READ: url })).toMatchObject({
      read: url,
      pooled: neon.DATABASE_URL,
    });
  }
});

test("the addresses of the local Neon are taken as they are", () => {
  expect(endpoints(local)).toEqual({
    read: local.DATABASE_URL_READ,
    pooled: local.DATABASE_URL,
    direct: local.DATABASE_URL_UNPOOLED,
  });
});

test("a Secret that Vercel kept to itself is told apart from an address that is wrong", () => {
  const pulled = { ...neon, DATABASE_URL_UNPOOLED: "[SENSITIVE]" };
  expect(refusal(() => endpoint("direct", pulled)).message).toBe(
    "DATABASE_URL_UNPOOLED is a Secret of the Vercel project, which Vercel does not give out. Copy it from Neon's console.",
  );
});

describe.each([
  ["read", "DATABASE_URL"],
  ["pooled", "DATABASE_URL"],
  ["direct", "DATABASE_URL_UNPOOLED"],
] as const)("the %s endpoint", (name, variable) => {
  test.each([undefined, ""])("is asked for by its variable when it is %j", (value) => {
    const error = refusal(() => endpoint(name, { [variable]: value }));
    expect(error.variable).toBe(variable);
    expect(error.message).toBe(
      `${variable} is not set. \`npm run dev\` sets it for local use; on Vercel the Neon integration does.`,
    );
  });

  test.each([
    ["prose", "the database"],
    ["another protocol", "https://app:s3cret@ep-cool-1-pooler.aws.neon.tech/app"],
    ["quotes", `"${neon.DATABASE_URL}"`],
    ["no host", "postgres:///app"],
    ["the command of a shell", `psql ${neon.DATABASE_URL}`],
  ])("refuses %s", (_, value) => {
    const { message } = refusal(() => endpoint(name, { ...neon, [variable]: value }));
    expect(message).toBe(
      `${variable} is not a Postgres URL. It looks like postgres://user:password@host/database.`,
    );
  });

  test.each([
    ["user", "postgres://ep-cool-1-pooler.aws.neon.tech/app"],
    ["database", "postgres://app:s3cret@ep-cool-1-pooler.aws.neon.tech"],
    ["database, only a slash", "postgres://app:s3cret@ep-cool-1-pooler.aws.neon.tech/"],
  ])("refuses a URL without a %s", (_, value) => {
    const { message } = refusal(() => endpoint(name, { ...neon, [variable]: value }));
    expect(message).toMatch(`${variable} must name a user and a database`);
    expect(message).not.toContain("s3cret");
  });
});

test.each(["", "EP-COOL-1.EU-CENTRAL-1.AWS.NEON.TECH"])(
  "Node functions do not connect past the pooler (%s)",
  (host) => {
    const direct = neon.DATABASE_URL_UNPOOLED;
    const url = host ? `postgres://app:s3cret@${host}/app` : direct;
    const error = refusal(() => endpoint("pooled", { DATABASE_URL: url }));
    expect(error.variable).toBe("DATABASE_URL");
    expect(error.message).toBe(
      `DATABASE_URL must name Neon's pooler: add "-pooler" to the first part of the host ep-cool-1.eu-central-1.aws.neon.tech.`,
    );
  },
);

test.each(["a%zz:b@localhost/x", "a:b%@localhost/x", "a:b@localhost/x%zz"])(
  "a URL with a %% that begins no escape is refused (%s)",
  (rest) => {
    const variables = { DATABASE_URL_UNPOOLED: `postgres://${rest}` };
    expect(() => endpoint("direct", variables)).toThrow(
      "DATABASE_URL_UNPOOLED has a % that begins no escape in its user, password or database.",
    );
  },
);

test("migrations do not go through the pooler", () => {
  const { message } = refusal(() =>
    endpoint("direct", { DATABASE_URL_UNPOOLED: neon.DATABASE_URL }),
  );
  expect(message).toBe(
    'DATABASE_URL_UNPOOLED must not go through the pooler: remove "-pooler" from the host ep-cool-1-pooler.eu-central-1.aws.neon.tech.',
  );
});

test.each(["127.0.0.1", "localhost", "[::1]"])(
  "a local Postgres at %s is not asked over HTTP, which it does not speak",
  (host) => {
    const DATABASE_URL = `postgres://penning:penning@${host}:54321/penning`;
    const error = refusal(() => endpoint("read", { DATABASE_URL }));
    expect(error.variable).toBe("DATABASE_URL_READ");
    expect(error.message).toContain("is not set, and DATABASE_URL names a local Postgres");
    const named = refusal(() => endpoint("read", { DATABASE_URL_READ: DATABASE_URL }));
    expect(named.variable).toBe("DATABASE_URL_READ");
    expect(named.message).toContain("names a local Postgres, which does not speak HTTP");
    expect(named.message).not.toContain("is not set");
  },
);

describe("how TLS begins", () => {
  const url = (search: string) => `${neon.DATABASE_URL}${search}`;

  test.each([
    "?sslmode=require&sslnegotiation=direct",
    "?sslmode=verify-full&sslnegotiation=direct",
    "?sslmode=require&sslnegotiation=postgres",
    "?sslnegotiation=postgres",
  ])("is taken as libpq takes it: %s", (search) => {
    expect(endpoint("pooled", { DATABASE_URL: url(search) })).toBe(url(search));
  });

  test.each([
    ["?sslnegotiation=direct", "says sslnegotiation=direct, which needs sslmode=require or more."],
    [
      "?sslmode=prefer&sslnegotiation=direct",
      "says sslnegotiation=direct, which needs sslmode=require or more.",
    ],
    [
      "?sslmode=require&sslnegotiation=quick",
      "may say sslnegotiation=direct or sslnegotiation=postgres, nothing else.",
    ],
  ])("is refused as libpq refuses it: %s", (search, problem) => {
    const { message } = refusal(() => endpoint("pooled", { DATABASE_URL: url(search) }));
    expect(message).toBe(`DATABASE_URL ${problem}`);
  });

  test("is direct at Neon, unless the URL or the environment names another way", () => {
    const isDirect = { sslnegotiation: "direct" };
    expect(tlsNegotiation(url("?sslmode=require"), {})).toEqual(isDirect);
    expect(tlsNegotiation("postgres://a:b@EP-COOL-1.AWS.NEON.TECH/app", {})).toEqual(isDirect);
    expect(tlsNegotiation(url("?sslnegotiation=postgres"), {})).toEqual({});
    expect(tlsNegotiation(url(""), { PGSSLNEGOTIATION: "postgres" })).toEqual({});
  });

  test.each([
    local.DATABASE_URL,
    "postgres://a:b@db.example.com/app?sslmode=require",
    "postgres://a:b@neon.tech.example.com/app",
  ])("is left to postgres-js elsewhere: %s", (elsewhere) => {
    expect(tlsNegotiation(elsewhere, {})).toEqual({});
  });
});

test("of several faults the first is told, and no message holds a password", () => {
  const error = refusal(() => endpoints({ ...neon, DATABASE_URL: neon.DATABASE_URL_UNPOOLED }));
  expect(error.message).not.toContain("s3cret");
  expect(error.name).toBe("EndpointError");
});

test("this machine is told from others by name", () => {
  const hosts = ["localhost", "127.0.0.1", "[::1]", "ep-local.penning.localhost"];
  expect(hosts.filter((host) => !isLocalHost(host))).toEqual([]);
  const others = ["ep-cool-1.aws.neon.tech", "10.0.0.1", "localhost.example.com", "notlocalhost"];
  expect(others.filter(isLocalHost)).toEqual([]);
});
