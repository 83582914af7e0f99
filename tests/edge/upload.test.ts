import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { linkFolder } from "#tests/build/build.ts";
import { environmentFiles, mark, writeMarks } from "#tests/build/marks.ts";
import { readFunctionConfig } from "#tests/build/output.ts";
import { listUpload } from "#tests/build/vercel-cli.ts";

// The folder of a developer who has built the app beside their own environment, which is there still.
const folder = `${inject("build").folder}.upload`;

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  linkFolder(inject("build").folder, folder);
  // Of an app that another test has started there, if it came first.
  rmSync(join(folder, ".local"), { recursive: true, force: true });
  writeMarks(folder);
  for (const file of [".local/postgres/base", "dump.sql", "tests/forms/some.unit.test.ts"]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), mark);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isEnvironment = (path: string) => environmentFiles.includes(basename(path));
// What a link leads to is listed with its own path.
const holdsMark = (path: string) =>
  statSync(join(folder, path)).isFile() && readFileSync(join(folder, path)).includes(mark);

test("no function of a build has the environment of the developer who built it among its files", () => {
  const configs = globSync("functions/**/.vc-config.json", { cwd: join(folder, ".vercel/output") });
  const files = configs.flatMap((config) => {
    const place = join(folder, ".vercel/output", dirname(config));
    return [
      ...Object.entries(readFunctionConfig(place).filePathMap).flat(),
      ...globSync("**/.env*", { cwd: place }),
    ];
  });
  expect(files).toContain(".next/build-manifest.json");
  expect(files.filter(isEnvironment)).toEqual([]);
});

test("an uploaded build holds no secret of the developer who built it", async () => {
  const files = await listUpload(folder, ["--prebuilt", "--prod"]);
  expect(files).toContain(".vercel/output/functions/_middleware.func/.vc-config.json");
  expect(files.filter(isEnvironment)).toEqual([]);
  expect(files.filter(holdsMark)).toEqual([]);
});

test("uploaded sources are those of the app, and nothing else of the folder that they lie in", async () => {
  const files = await listUpload(folder);
  expect(files).toContain("app/layout.tsx");
  expect(files).toContain("lib/site/benchmarks/summary.json");
  expect(files.filter((file) => /^(\.env|\.local|dump|tests|node_modules)/.test(file))).toEqual([]);
  expect(files.filter(holdsMark)).toEqual([]);
});
