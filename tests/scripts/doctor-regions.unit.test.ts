import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkRegions, chosenRegions, nearest } from "#scripts/doctor/regions.ts";

const at = (host: string) => ({
  DATABASE_URL: `postgres://app:s3cret@${host}/app?sslmode=require`,
});

test.each([
  "ep-cool-1-pooler.us-east-1.aws.neon.tech",
  "ep-cool-1-pooler.c-2.us-east-1.aws.neon.tech",
  "EP-COOL-1-POOLER.US-EAST-1.AWS.NEON.TECH",
])("functions next to the database are all right: %s", (host) => {
  expect(checkRegions(at(host), ["iad1"])).toEqual([
    { check: "Regions", status: "ok", message: "iad1 is next to the database in us-east-1." },
  ]);
});

test.each([
  "ep-cool-1-pooler.eu-central-1.aws.neon.tech",
  "ep-cool-1-pooler.c-2.eu-central-1.aws.neon.tech",
])("of functions far from it is said what to write, and where: %s", (host) => {
  expect(checkRegions(at(host), ["iad1"])).toEqual([
    {
      check: "Regions",
      status: "hint",
      message:
        'The database is in eu-central-1, but vercel.json says iad1, so writes are slow. Set "regions": ["fra1"] in vercel.json.',
      type: "$EDITOR vercel.json",
    },
  ]);
});

test.each([
  [[], "vercel.json names no region"],
  [["fra1", "iad1"], "vercel.json says fra1 and iad1"],
])("no region, and one more than the nearest, are a hint: %j", (regions, words) => {
  const [finding] = checkRegions(at("ep-cool-1-pooler.eu-central-1.aws.neon.tech"), regions);
  expect(finding?.status).toBe("hint");
  expect(finding?.message).toContain(words);
});

test.each([
  "127.0.0.1:54321",
  "ep-local.penning.localhost",
  "db.example.com",
  "us-east-1.aws.neon.tech.example.com",
  "ep-cool-1-pooler.aws.neon.tech",
  "ep-cool-1-pooler.eastus2.azure.neon.tech",
  "ep-cool-1-pooler.eu-north-9.aws.neon.tech",
  "ep-cool-1-pooler.constructor.aws.neon.tech",
])("nothing is said of %s", (host) => {
  expect(checkRegions(at(host), ["iad1"])).toEqual([]);
});

test("nothing is said without a database, or of what is no URL", () => {
  expect(checkRegions({}, ["iad1"])).toEqual([]);
  expect(checkRegions({ DATABASE_URL: "the database" }, ["iad1"])).toEqual([]);
});

test("vercel.json names the region that is next to Neon's default, and the docs list the same ones", () => {
  expect(chosenRegions()).toEqual([nearest["us-east-1"]]);
  const page = readFileSync(new URL("../../docs/deploying.md", import.meta.url), "utf8");
  const listed = page.matchAll(/^\| `aws-([a-z0-9-]+)` .*\| `([a-z0-9]+)` *\|$/gm);
  expect(Object.fromEntries(Array.from(listed, ([, neon, vercel]) => [neon, vercel]))).toEqual(
    nearest,
  );
});
