import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { projectFolder } from "#tests/build/sources.ts";
import { runtimePackages } from "../../bench/cold/prisma/build.ts";
import { installPrisma } from "../../bench/cold/prisma/install.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "penning-bench-prisma-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function install(folder: string, env: Record<string, string>) {
  const lines: string[] = [];
  const root = join(folder, "packages");
  const installed = await installPrisma((line) => lines.push(line), root, {
    ...process.env,
    ...env,
  });
  return { installed, lines, root };
}

test("a machine without network is told in one line that Prisma's page is left out, and why", async () => {
  const folder = temporaryFolder();
  const env = { npm_config_offline: "true", npm_config_cache: join(folder, "cache") };
  const { installed, lines, root } = await install(folder, env);
  expect(installed).toBeUndefined();
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^The page with Prisma is left out, .*: request to .+$/);
  expect(existsSync(root)).toBe(false);
});

test("Prisma is installed once, after its lockfile, without scripts of its packages", async () => {
  const folder = temporaryFolder();
  const log = join(folder, "log");
  writeFileSync(
    join(folder, "npm"),
    `#!/bin/sh\necho "$@" >> "${log}"\ntest -f package-lock.json\n`,
  );
  chmodSync(join(folder, "npm"), 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const [first, second] = [await install(folder, env), await install(folder, env)];
  expect(first.installed).toBeDefined();
  expect(second.installed).toBe(first.installed);
  expect(first.lines.join("\n")).toMatch(/once, 300 MB in .+\nInstalled Prisma in \d+ s/);
  expect(second.lines).toEqual([]);
  expect(readFileSync(log, "utf8")).toMatch(/^ci .*--ignore-scripts .*\n$/);
});

const lockfile = readFileSync(
  join(projectFolder, "bench/cold/prisma/package/package-lock.json"),
  "utf8",
);

test("the app gets what Prisma's page needs when it runs, and not the generator", () => {
  const names = runtimePackages(JSON.parse(lockfile));
  expect(names).toEqual(expect.arrayContaining(["@prisma/adapter-pg", "@prisma/client", "pg"]));
  expect(names.filter((name) => /^(prisma|effect|.*(engines|studio-core))$/.test(name))).toEqual(
    [],
  );
});

test("Prisma's lockfile has no addresses, as the project's own", () => {
  expect(lockfile).not.toMatch(/"resolved"|tgz/);
});
