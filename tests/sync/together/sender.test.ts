import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { organizations } from "#drizzle/tables.ts";
import { sellEverything } from "#local/polar/story/catalogue.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { testDatabase } from "#tests/database.ts";
import { type App, startApp } from "./app.ts";

const database = testDatabase();
let app: App;
beforeAll(async () => {
  const db = database.on["postgres-js direct"];
  await sellEverything(db);
  await db.insert(organizations).values({ slug: "acme", name: "Acme" });
  app = await startApp(await findFreeBlock(1), {
    DATABASE_URL: database.pooled,
    DATABASE_URL_READ: database.read,
    DATABASE_URL_UNPOOLED: database.direct,
  });
});
afterAll(async () => {
  await app.kill();
});

const script = fileURLToPath(new URL("../../../scripts/webhook.ts", import.meta.url));

function run(args: string[], env: Record<string, string> = {}) {
  const environment = {
    NODE_ENV: "production" as const,
    PATH: process.env.PATH,
    DATABASE_URL_UNPOOLED: database.direct,
    ...env,
  };
  const all = [script, ...args, "--url", app.url];
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, all, { env: environment }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

const disorder = ["--shuffle", "--duplicate", "3", "--concurrency", "16"];

test.each([
  ["polar", ["--org", "acme", "--count", "200", "--seed", "7"]],
  ["clerk", ["--count", "200", "--seed", "8"]],
])("a life cycle of %s, shuffled and repeated, ends as the model says", async (provider, args) => {
  const { code, output } = await run([provider, "lifecycle", ...args, ...disorder]);
  expect(output).toMatch(/200: 600/);
  expect(output).toMatch(/latency {2}p50 .* ms {2}p95 .* ms {2}p99 .* ms/);
  const [, right, all] = /rows +(\d+) of (\d+) match the model/.exec(output) ?? [];
  expect(Number(all)).toBeGreaterThan(3);
  expect(right).toBe(all);
  expect(code).toBe(0);
});

test("what the app refuses is shown, and the command fails", async () => {
  const args = [
    "polar",
    "lifecycle",
    "--org",
    "acme",
    "--count",
    "1",
    "--seed",
    "9",
    "--attempts",
    "2",
  ];
  const { code, output } = await run(args, {
    POLAR_WEBHOOK_SECRET: `whsec_${btoa("not the app's secret")}`,
  });
  expect(output).toMatch(/403: 2/);
  expect(output).toMatch(/1 deliveries failed/);
  expect(code).toBe(1);
});

test.each([
  [["polar", "lifecycle"], "--org is required."],
  [["polar", "lifecycle", "--org", "nobody"], "Organization nobody does not exist."],
  [
    ["clerk", "lifecycle", "--count", "many"],
    "--count must be a whole number from 1 to 1,000,000, not many.",
  ],
])("%s is answered with what is wrong", async (args, message) => {
  const { code, output } = await run(args);
  expect(output).toContain(message);
  expect(code).toBe(1);
});
