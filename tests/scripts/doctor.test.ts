import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { z } from "zod";
import { localSecrets } from "#lib/env/environment.ts";
import { startPolar } from "#local/polar/server.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { checkMachine } from "#scripts/doctor/machine.ts";
import { checkPolar } from "#scripts/doctor/polar.ts";
import { createDatabase, testDatabase } from "../database.ts";

const mail = { SMTP_URL: "smtps://smtp.example.com", MAIL_FROM: "mail@example.com" };
const database = testDatabase();
let healthy: Record<string, string>;
beforeAll(async () => {
  healthy = {
    DATABASE_URL: database.pooled,
    DATABASE_URL_UNPOOLED: database.direct,
    DATABASE_URL_READ: database.read,
    BETTER_AUTH_SECRET: localSecrets.BETTER_AUTH_SECRET,
  };
});

const found = z.array(
  z.object({
    check: z.string(),
    status: z.enum(["ok", "hint", "problem"]),
    message: z.string(),
    type: z.string().optional(),
  }),
);

/** Runs a script in a folder that has these variables in its .env.local. */
async function run(script: string, variables: Record<string, string>, ...args: string[]) {
  const cwd = mkdtempSync(join(tmpdir(), "penning-doctor-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"`);
  writeFileSync(join(cwd, ".env.local"), lines.join("\n"));
  // No service of a developer's is to be taken for the one of a test.
  const LOCAL_PORT = variables.LOCAL_PORT ?? String(await findFreeBlock(7));
  const child = spawn(process.execPath, [resolve(script), ...args], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: "development", LOCAL_PORT },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  expect(error).toBe("");
  return { out, code };
}

/** What the doctor says is wrong. */
async function problems(variables: Record<string, string>) {
  const { out, code } = await run("scripts/doctor.ts", variables, "--json");
  const wrong = found.parse(JSON.parse(out)).filter(({ status }) => status === "problem");
  expect(code).toBe(wrong.length > 0 ? 1 : 0);
  return wrong.map(({ status: _, ...finding }) => finding);
}

test("when all is well, each check says so in a line", async () => {
  const { out, code } = await run("scripts/doctor.ts", healthy);
  const lines = out.trimEnd().split("\n");
  expect(lines.filter((line) => !/^(ok|hint) /.test(line))).toEqual([]);
  const { host } = new URL(database.read);
  expect(lines).toEqual(
    expect.arrayContaining([
      `ok      Database: DATABASE_URL names ${new URL(database.pooled).host}.`,
      "ok      Environment: All required variables are set.",
      `ok      Reads over HTTP: ${host} answers.`,
      `ok      Writes through the pooler: ${new URL(database.pooled).host} answers.`,
      `ok      Direct connection: ${new URL(database.direct).host} answers.`,
      "ok      Migrations: All migrations are applied.",
    ]),
  );
  expect(code).toBe(0);
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

describe("a token of Polar's", () => {
  const token = { POLAR_ACCESS_TOKEN: "polar_oat_x" };

  test.each([
    [
      "production",
      { production: 200, sandbox: 401 },
      "ok",
      "production accepts POLAR_ACCESS_TOKEN.",
    ],
    ["sandbox", { production: 401, sandbox: 403 }, "ok", "sandbox accepts POLAR_ACCESS_TOKEN."],
    [
      "production",
      { production: 401, sandbox: 200 },
      "problem",
      "belongs to Polar's sandbox, but POLAR_SERVER is production. Set POLAR_SERVER=sandbox",
    ],
    [
      "sandbox",
      { production: 200, sandbox: 401 },
      "problem",
      "belongs to Polar's production, but POLAR_SERVER is sandbox. Set POLAR_SERVER=production",
    ],
    [
      "production",
      { production: 401, sandbox: 401 },
      "problem",
      "Polar rejects POLAR_ACCESS_TOKEN",
    ],
    ["production", { production: 0, sandbox: 0 }, "hint", "could not check"],
  ] as const)(
    "for %s where the worlds answer %j",
    async (POLAR_SERVER, answers, status, message) => {
      const found = await checkPolar({ ...token, POLAR_SERVER }, async (world) => answers[world]);
      expect(found).toMatchObject([{ status, message: expect.stringContaining(message) }]);
    },
  );

  test("that a server elsewhere does not know is told, by the doctor", async () => {
    const secret = localSecrets.POLAR_WEBHOOK_SECRET;
    const polar = await startPolar({ webhook: { url: "http://127.0.0.1:1/", secret } });
    onTestFinished(() => polar.close());
    const variables = { ...healthy, ...token, POLAR_API_URL: polar.url };
    const [problem] = await problems(variables);
    expect(problem?.message).toContain(`${polar.url} rejects POLAR_ACCESS_TOKEN`);
    expect(await problems({ ...variables, POLAR_ACCESS_TOKEN: polar.token })).toEqual([]);
  });
});

test("a database far from the functions is a hint, not a problem", async () => {
  // Past the pooler, which is refused before anybody looks for that host.
  const DATABASE_URL = "postgres://a:b@ep-cool-1.c-2.eu-central-1.aws.neon.tech/app";
  const { out } = await run("scripts/doctor.ts", { ...healthy, DATABASE_URL });
  expect(out).toMatch(
    /^hint {4}Regions: The database is in eu-central-1, .* "regions": \["fra1"\] in vercel\.json\. Type: /m,
  );
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

describe("a variable", () => {
  test("that is missing is named, with a command that sets it", async () => {
    const { BETTER_AUTH_SECRET: _, ...without } = healthy;
    expect(await problems(without)).toEqual([
      {
        check: "Environment",
        message: "BETTER_AUTH_SECRET is not set. Make one with `openssl rand -base64 32`.",
        type: 'echo "BETTER_AUTH_SECRET=$(openssl rand -base64 32)" >> .env.local',
      },
    ]);
    const { DATABASE_URL_UNPOOLED: __, ...undirected } = healthy;
    expect(await problems(undirected)).toMatchObject([
      { check: "Environment", message: expect.stringMatching(/^DATABASE_URL_UNPOOLED is not set/) },
    ]);
  });

  test("that is wrong is named once, and its endpoint not asked", async () => {
    const wrong = {
      ...healthy,
      ...mail,
      DATABASE_URL: "postgres://a:b@ep-cool-1.aws.neon.tech/app",
    };
    const found = await problems({ ...wrong, APP_URL: "https://app.example.com" });
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^DATABASE_URL must name Neon's pooler/),
      "BETTER_AUTH_SECRET is the public secret of local use. Set one of your own.",
    ]);
  });

  test("that holds a public secret is refused in production", async () => {
    const production = { ...healthy, ...mail, ...localSecrets, VERCEL_ENV: "production" };
    const found = await problems({ ...production, APP_URL: "https://app.example.com" });
    expect(found).toEqual(
      Object.keys(localSecrets).map((name) => ({
        check: "Environment",
        message: `${name} is the public secret of local use. Set one of your own.`,
        type: `vercel env update ${name} production || vercel env add ${name} production`,
      })),
    );
  });
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

    const record = "insert into drizzle.__drizzle_migrations (hash, created_at) values ('', 9e12)";
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

test("another Node is a problem; programs that only tests need are a hint", () => {
  expect(checkMachine("v20.20.2", () => undefined)).toMatchObject([
    { check: "Node", status: "problem", type: "npm ci && npm run doctor" },
    { check: "pgbouncer", status: "hint", type: expect.stringMatching(/install pgbouncer$/) },
    { check: "openssl", status: "hint", type: expect.stringMatching(/install openssl$/) },
    { check: "chromium", status: "hint", type: expect.stringMatching(/install chromium$/) },
    { check: "python3", status: "hint", type: expect.stringMatching(/install python3$/) },
  ]);
  expect(checkMachine("v24.1.0", (tool) => `/bin/${tool}`)).toMatchObject(
    Array(5).fill({ status: "ok" }),
  );
});

test("help tells what it looks at, and nothing is looked at", async () => {
  const { out, code } = await run("scripts/doctor.ts", {}, "--help");
  expect(out).toContain("npm run doctor -- --json");
  expect(code).toBe(0);
});
