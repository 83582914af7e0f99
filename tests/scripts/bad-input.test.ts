import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, type Ran, runScript } from "./script.ts";

/** All that people start with npm, but for those of other programs. */
const scripts = {
  dev: "scripts/dev.ts",
  preview: "scripts/preview.ts",
  build: "scripts/build.ts",
  test: "scripts/test.ts",
  bench: "scripts/bench.ts",
  doctor: "scripts/doctor.ts",
  webhook: "scripts/webhook.ts",
  reconcile: "scripts/reconcile.ts",
  replay: "scripts/replay.ts",
  "billing:sync-plans": "scripts/sync-plans.ts",
  "db:migrate": "scripts/migrate.ts",
  "db:seed": "scripts/seed.ts",
} as const;

/** Somebody reads what went wrong and what to do, in a line, and nothing of our code. */
function expectSentence({ code, out, error }: Ran, ...words: (string | RegExp)[]): void {
  expect(code).toBe(1);
  const said = `${out}${error}`.trim();
  expect(said).not.toMatch(/^\s+at |node:internal|file:\/\//m);
  expect(error.trim().split("\n")).toHaveLength(1);
  for (const word of words) expect(said).toMatch(word);
}

test.each(Object.entries(scripts))(
  "%s has help, and refuses an option that it does not have",
  async (name, script) => {
    const [help, option] = await Promise.all([
      runScript(script, [name === "dev" ? "--help" : "-h"]),
      runScript(script, ["--nonsense"]),
    ]);
    expect(help).toMatchObject({ code: 0, error: "" });
    expect(help.out).toContain(name === "test" ? "npm test" : `npm run ${name}`);
    expectSentence(option, "Unknown option '--nonsense'", /See: npm .* --help/);
  },
);

test.each([
  [scripts.doctor, ["more"]],
  [scripts["db:migrate"], ["more"]],
  [scripts.reconcile, ["polar", "more"]],
  [scripts.test, ["types", "more"]],
] as const)("%s %j has a word too many, which is named", async (script, args) => {
  const { code, out, error } = await runScript(script, args);
  expect(code).toBe(1);
  expect(`${out}${error}`).toMatch(/\bmore\b/);
});

describe("a variable that is wrong is named, with what it must be", () => {
  test.each([
    [scripts.dev, "LOCAL_PORT", "abc", "a whole number from 1024 to 65528, not abc"],
    [scripts.dev, "PORT", "abc", "a whole number from 1 to 65535, not abc"],
    [scripts.preview, "PORT", "1e3", "a whole number from 1 to 65535"],
    [scripts.replay, "LOCAL_PORT", "-1", "a whole number from 1024 to 65528"],
    [scripts.reconcile, "LOCAL_PORT", "80", "a whole number from 1024 to 65528"],
  ])("%s with %s=%s", async (script, variable, value, what) => {
    const args = script === scripts.replay ? ["--all"] : [];
    const built = script === scripts.preview ? ["--fresh"] : [];
    const ran = await runScript(script, [...args, ...built], { env: { [variable]: value } });
    expectSentence(ran, `${variable} must be ${what}`);
  });

  test.each([
    ["DATABASE_URL", scripts.replay, ["--all"], "nonsense", "is not a Postgres URL"],
    [
      "DATABASE_URL_UNPOOLED",
      scripts["db:migrate"],
      [],
      "mysql://a:b@c/d",
      "is not a Postgres URL",
    ],
    ["DATABASE_URL_UNPOOLED", scripts["db:seed"], [], "postgres://localhost", "must name a user"],
    ["POLAR_API_URL", scripts.reconcile, ["polar"], "nonsense", "must be an address"],
    ["POLAR_SERVER", scripts.reconcile, ["polar"], "test", 'must be "production" or "sandbox"'],
    ["CLERK_API_URL", scripts.reconcile, ["clerk"], "nonsense", "must be an address"],
  ])("%s", async (variable, script, args, value, what) => {
    const env = {
      DATABASE_URL: "postgres://a:b@127.0.0.1:1/c",
      POLAR_ACCESS_TOKEN: "polar_oat_x",
      CLERK_SECRET_KEY: "sk_test_x",
      [variable]: value,
    };
    expectSentence(await runScript(script, args, { env }), `${variable} ${what}`);
  });
});

test.each([
  ["db:migrate", "DATABASE_URL_UNPOOLED"],
  ["db:seed", "DATABASE_URL_UNPOOLED"],
] as const)(
  "%s without a database says which variable, and how to have one",
  async (name, variable) => {
    const ran = await runScript(scripts[name], []);
    expectSentence(ran, `${variable} is not set`, "Run: npm run dev");
    const other = { DATABASE_URL: "postgres://a:b@127.0.0.1:1/c" };
    expectSentence(await runScript(scripts[name], [], { env: other }), `${variable} is not set`);
    const dead = { DATABASE_URL_UNPOOLED: "postgres://a:hidden@127.0.0.1:1/c" };
    const refused = await runScript(scripts[name], [], { env: dead });
    expectSentence(refused, `${variable}: 127.0.0.1:1/c refuses connections`);
    expect(refused.error).not.toContain("hidden");
  },
);

test.each([
  [scripts.reconcile, []],
  [scripts.replay, ["--all"]],
] as const)("%s refuses a day that does not exist, instead of another", async (script, args) => {
  const ran = await runScript(script, [...args, "--since", "2026-02-30"]);
  expectSentence(ran, "--since names a day that does not exist: 2026-02-30.");
});

test("a value that begins with a dash is not taken for an option that means something else", async () => {
  expectSentence(
    await runScript(scripts.replay, ["--all", "--since", "-1d"]),
    "--since needs a value",
  );
});

test.each([
  ["cold", "--rounds=abc", "--rounds must be a whole number"],
  ["sync", "--instances=0", "--instances must be a whole number from 1 to 99"],
  ["metering", "--rounds=4", "Unknown option '--rounds'"],
  ["compare", "nothing.jsonl", "Name both files"],
  ["report", "nothing.jsonl", "nothing.jsonl cannot be used: it is not there"],
])("bench %s %s says what is wrong before it starts anything", async (layer, word, message) => {
  expectSentence(await runScript(scripts.bench, [layer, word]), message);
});

test("an option that npm kept for itself is not lost in silence", async () => {
  const env = { npm_lifecycle_event: "reconcile", npm_config_dry_run: "true" };
  expectSentence(
    await runScript(scripts.reconcile, [], { env }),
    "npm consumed --dry-run. Put two dashes before it: npm run reconcile -- --dry-run",
  );
});

test("a step of the tests says which argument vitest does not know", async () => {
  const ran = await runScript(scripts.test, ["unit", "--nonsense"]);
  expect(ran.code).toBe(1);
  expect(ran.error.trim()).toMatch(/^Invalid vitest arguments: Unknown option `--nonsense`\./);
});

test("an environment file that cannot be read is named", async () => {
  const folder = folderWith({});
  // Not even root can read this one.
  symlinkSync(".env.local", join(folder, ".env.local"));
  for (const script of [scripts.doctor, scripts["db:migrate"], scripts["billing:sync-plans"]]) {
    expectSentence(await runScript(script, [], { folder }), ".env.local cannot be read", "ELOOP");
  }
});

test("environment files are read as Next reads them, by every script that has a database", async () => {
  const url = (port: number) => `DATABASE_URL_UNPOOLED=postgres://a:b@127.0.0.1:${port}/c\n`;
  const files = [".env", ".env.development", ".env.local", ".env.development.local"];
  const folder = folderWith({});
  for (const [index, name] of files.entries()) {
    writeFileSync(join(folder, name), url(index + 1));
    expectSentence(
      await runScript(scripts["db:migrate"], [], { folder }),
      `127.0.0.1:${index + 1}/c`,
    );
  }
  const env = { NODE_ENV: "production" };
  expectSentence(await runScript(scripts["db:seed"], [], { folder, env }), "127.0.0.1:3/c");
  const set = { DATABASE_URL_UNPOOLED: "postgres://a:b@127.0.0.1:9/c" };
  expectSentence(await runScript(scripts["db:migrate"], [], { folder, env: set }), "127.0.0.1:9/c");
});
