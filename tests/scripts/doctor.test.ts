import { beforeAll, describe, expect, test } from "vitest";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { checkMachine } from "#scripts/doctor/machine.ts";
import { testDatabase } from "../database.ts";
import { healthyWith, mail, problems, run } from "./doctor.ts";

const database = testDatabase();
let healthy: Record<string, string>;
beforeAll(() => {
  healthy = healthyWith(database);
});

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

test("a database far from the functions is a hint, not a problem", async () => {
  // Past the pooler, which is refused before anybody looks for that host.
  const DATABASE_URL = "postgres://a:b@ep-cool-1.c-2.eu-central-1.aws.neon.tech/app";
  const { out } = await run("scripts/doctor.ts", { ...healthy, DATABASE_URL });
  expect(out).toMatch(
    /^hint {4}Regions: The database is in eu-central-1, .* "regions": \["fra1"\] in vercel\.json\. Type: /m,
  );
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
    const production = { ...healthy, ...mail, ...allLocalSecrets, VERCEL_ENV: "production" };
    const found = await problems({ ...production, APP_URL: "https://app.example.com" });
    expect(found).toEqual(
      Object.keys(allLocalSecrets).map((name) => ({
        check: "Environment",
        message: `${name} is the public secret of local use. Set one of your own.`,
        type: `vercel env update ${name} production || vercel env add ${name} production`,
      })),
    );
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
