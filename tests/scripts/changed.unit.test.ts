import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { describePlan, planFor } from "#scripts/test/changed.ts";
import { projectFolder } from "#tests/build/sources.ts";

/** A project with these files. */
function project(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "penning-changed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const packageJson = JSON.stringify({ imports: { "#lib/*": "./lib/*", "#tests/*": "./tests/*" } });
  for (const [name, content] of Object.entries({ "package.json": packageJson, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const use = (file: string) => `import { used } from "${file}";`;

const files = {
  "lib/a/act.ts": "",
  "lib/a/uses.ts": use("./act.ts"),
  "lib/b/other.ts": "",
  "lib/b/types.ts": use("#lib/a/act.ts").replace("import {", "import type {\n "),
  "scripts/start.ts": use("#lib/a/act.ts").replace("from ", "= await import(").replace(";", ");"),
  "tests/a/act.test.ts": use("#lib/a/act.ts"),
  "tests/a/uses.test.ts": use("#lib/a/uses.ts"),
  "tests/a/small.unit.test.ts": use("#lib/a/act.ts"),
  "tests/b/other.test.ts": use("../../lib/b/other.ts") + use("#lib/b/types.ts"),
  "tests/b/all.test.ts": 'globSync("lib/*/uses.ts");',
  "tests/scripts/start.test.ts": 'run("scripts/start.ts");',
  "tests/browser/pages.test.ts": use("#lib/a/act.ts"),
};

test("a change is tested by what imports it, starts it or globs it, the nearest first", () => {
  const plan = planFor(["lib/a/act.ts"], project(files));
  expect(plan.files[0]).toBe("tests/a/act.test.ts");
  expect(plan.files.toSorted()).toEqual([
    "tests/a/act.test.ts",
    "tests/a/uses.test.ts",
    "tests/b/all.test.ts",
    "tests/scripts/start.test.ts",
  ]);
  expect(plan.leftOut).toEqual([]);
});

test("a test that changed is run itself", () => {
  expect(planFor(["tests/b/all.test.ts"], project(files)).files).toEqual(["tests/b/all.test.ts"]);
});

test("what is too far away for three minutes is left out, and named", () => {
  const many = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`tests/far/${index}.test.ts`, use("#lib/a/uses.ts")]),
  );
  const changed = ["lib/a/act.ts"];
  const plan = planFor(changed, project({ ...many, ...files }));
  expect(plan.files).toHaveLength(25);
  expect(plan.files.slice(0, 2)).toEqual(["tests/a/act.test.ts", "tests/a/uses.test.ts"]);
  expect(plan.leftOut).toHaveLength(29);
  const said = describePlan(changed, plan);
  expect(said).toContain("Runs lint, types, unit, and 25 files of database and sync.");
  expect(said).toContain("Leaves out 29 files");
  expect(said).toContain("Leaves out builds, identity, edge and browser.");
});

test.each([
  "drizzle/0001_more.sql",
  "package.json",
  "package-lock.json",
  "vitest.config.ts",
  "tests/database.ts",
])("everything is run when %s has changed", (file) => {
  const plan = planFor(["lib/a/act.ts", file], project(files));
  expect(plan.all).toBe(file);
  expect(describePlan([file], plan)).toContain("runs every step");
});

test.each(["app/page.tsx", "lib/ui/button.tsx", "app/style.css", "proxy.ts"])(
  "whoever changes %s is told of the browser",
  (file) => {
    const plan = planFor([file], project(files));
    expect(describePlan([file], plan)).toContain("npm test -- browser");
  },
);

test("an act of this project is tested by its room", () => {
  const { files: found } = planFor(["lib/organizations/rename.ts"], projectFolder);
  expect(found.some((file) => file.startsWith("tests/organizations/"))).toBe(true);
});
