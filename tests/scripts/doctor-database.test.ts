import { once } from "node:events";
import { createServer } from "node:net";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { findFreeBlock } from "#local/port-owner.ts";
import { createDatabase, testDatabase } from "../database.ts";
import { healthyWith, problems, run } from "./doctor.ts";

const database = testDatabase();
let healthy: Record<string, string>;
beforeAll(() => {
  healthy = healthyWith(database);
});

describe("with no database configured", () => {
  test("it says to start the one that comes along", async () => {
    const [problem, ...others] = await problems({});
    expect(problem?.message).toMatch(/^No database is configured, and `npm run dev`/);
    expect(problem?.type).toBe("npm run dev");
    expect(others).toEqual([]);
  });

  test("it looks at the one of npm run dev while that runs", async () => {
    const LOCAL_PORT = String(inject("neon").postgres);
    const { out, code } = await run("scripts/doctor.ts", { LOCAL_PORT });
    expect(out).toContain(
      `ok      Database: No database is configured, so this is the one of \`npm run dev\` at port ${LOCAL_PORT}.`,
    );
    expect(out).toContain("ok      Environment: All required variables are set.");
    expect(out).toContain("ok      Reads over HTTP: ep-local.penning.localhost:");
    // The database of the tests' own Neon is empty.
    expect(out).toMatch(/^problem Migrations: \d+ migration\(s\) .* Type: npm run dev$/m);
    expect(code).toBe(1);
  });
});

describe("an endpoint that does not answer is told from those that do", () => {
  test.each([
    ["DATABASE_URL_READ", "Reads over HTTP"],
    ["DATABASE_URL", "Writes through the pooler"],
    ["DATABASE_URL_UNPOOLED", "Direct connection"],
  ])("%s", async (variable, check) => {
    const url = new URL(healthy[variable] ?? "");
    url.port = String(await findFreeBlock(1));
    const { host, pathname } = url;
    expect(await problems({ ...healthy, [variable]: url.href })).toEqual([
      {
        check,
        message: `${host}${pathname} refuses connections: nothing listens there.`,
        type: "npm run dev",
      },
    ]);
  });

  test("one that accepts and is silent", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => void silent.close());
    const address = silent.address();
    if (address === null || typeof address === "string") throw new Error("No port");
    const url = new URL(database.pooled);
    url.port = String(address.port);
    const [problem, ...others] = await problems({ ...healthy, DATABASE_URL: url.href });
    expect(problem?.message).toMatch(/does not answer in time\.$/);
    expect(others).toEqual([]);
  });

  test("one that refuses the password, which is not printed", async () => {
    const wrong = (url: string) => url.replace(":penning@", ":s3cret-s3cret@");
    const { out, code } = await run("scripts/doctor.ts", {
      ...healthy,
      DATABASE_URL: wrong(database.pooled),
      DATABASE_URL_UNPOOLED: wrong(database.direct),
      DATABASE_URL_READ: wrong(database.read),
    });
    expect(out).not.toContain("s3cret");
    expect(out).toMatch(/^problem Direct connection: .* refuses the password\. Type: /m);
    expect(out).toMatch(/^problem Reads over HTTP: .* refuses the password or the user\. Type: /m);
    expect(out).toMatch(/^problem Writes through the pooler: .* refuses the password or the user/m);
    expect(code).toBe(1);
  });
});

describe("the true cause is named", () => {
  test("a pooler in the place of the direct endpoint, whose settings it refuses", async () => {
    expect(await problems({ ...healthy, DATABASE_URL_UNPOOLED: database.pooled })).toMatchObject([
      {
        check: "Direct connection",
        message: expect.stringMatching(
          /refuses the startup parameter \w+, as poolers do: take it out of the URL, or connect past the pooler\.$/,
        ),
      },
    ]);
  });

  test("a database, a user and a host that do not exist, and a server without TLS", async () => {
    const nameless = (url: string) => url.replace(/\/test_\w+/, "/test_nothing");
    const { out } = await run("scripts/doctor.ts", {
      ...healthy,
      DATABASE_URL: nameless(database.pooled),
      DATABASE_URL_UNPOOLED: nameless(database.direct),
      DATABASE_URL_READ: nameless(database.read),
    });
    for (const check of ["Reads over HTTP", "Writes through the pooler", "Direct connection"]) {
      expect(out).toMatch(new RegExp(`^problem ${check}: .* has no such database\\. Type: `, "m"));
    }
    const [unsafe] = await problems({
      ...healthy,
      DATABASE_URL_UNPOOLED: `${database.direct}?sslmode=require`,
    });
    expect(unsafe?.message).toMatch(/TLS/);
    const elsewhere = { ...healthy, DATABASE_URL: "postgres://a:b@nowhere.invalid/app" };
    const lost = (await problems(elsewhere)).find(({ check }) => check.startsWith("Writes"));
    expect(lost?.message).toMatch(/cannot be found: the host does not exist|cannot be looked up/);
  });

  test("a port that is none", async () => {
    const wrong = await problems({ ...healthy, LOCAL_PORT: "abc" });
    expect(wrong).toEqual([
      {
        check: "Ports",
        message: "LOCAL_PORT must be a whole number from 1024 to 65528, not abc.",
        type: "unset LOCAL_PORT",
      },
    ]);
  });
});

test("what is kept of subscriptions and is not what they give is found, with what mends it", async () => {
  const own = await createDatabase();
  onTestFinished(own.drop);
  const db = own.on["postgres-js direct"];
  expect(await problems(healthyWith(own))).toEqual([]);
  await db.execute(sql`insert into organizations (slug, name) values ('a', 'A'), ('b', 'B')`);
  await db.execute(sql`delete from current_subscriptions`);
  expect(await problems(healthyWith(own))).toMatchObject([
    {
      check: "Current subscriptions",
      message: expect.stringMatching(/^2 organization/),
      type: "npm run reconcile",
    },
  ]);
});

test("endpoints that lead to different databases are found out", async () => {
  const other = await createDatabase();
  onTestFinished(other.drop);
  for (const [variable, url] of [
    ["DATABASE_URL_READ", other.read],
    ["DATABASE_URL", other.pooled],
    ["DATABASE_URL_UNPOOLED", other.direct],
  ] as const) {
    expect(await problems({ ...healthy, [variable]: url })).toMatchObject([
      { check: "One database", type: "vercel env pull .env.local" },
    ]);
  }
});

describe("migrations", () => {
  test("that are missing are counted, and what is to be typed applies them", async () => {
    const empty = await createDatabase({ empty: true });
    onTestFinished(empty.drop);
    const { pooled: DATABASE_URL, direct: DATABASE_URL_UNPOOLED, read } = empty;
    const variables = { ...healthy, DATABASE_URL, DATABASE_URL_UNPOOLED, DATABASE_URL_READ: read };
    expect(await problems(variables)).toEqual([
      {
        check: "Migrations",
        message: expect.stringMatching(
          /^\d+ migration\(s\) of this checkout are not applied to the database\.$/,
        ),
        type: "npm run db:migrate",
      },
    ]);
    expect((await run("scripts/migrate.ts", variables)).out).toMatch(/^Applied \d+ migration/);
    expect(await problems(variables)).toEqual([]);

    const record = sql`insert into drizzle.__drizzle_migrations (hash, created_at)
      values ('', 9e12)`;
    await empty.on["postgres-js direct"].execute(record);
    expect(await problems(variables)).toEqual([
      {
        check: "Migrations",
        message: "The database has 1 migration(s) that this checkout does not have.",
        type: "git pull",
      },
    ]);
  });
});
