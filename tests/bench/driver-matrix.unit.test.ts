import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const takesDatabase =
  /export (?:async )?function (\w+)(?:<[^>]*>)?\(\s*(?:_?db|database): (?:Read)?Database\b/g;

// Which driver runs these is what they are about; demo data is filled in over the direct endpoint alone.
const ownDriver = /^lib\/(identity\/better-auth\/|products\/[^/]+\/demo\.ts)/;

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

/** The modules of the project that a file imports, and those that they import. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/from "([#.][^"]+\.ts)"/g)) {
    const path = name.startsWith("#") ? name.slice(1) : join(dirname(file), name);
    reach(
      path
        .replace(/^identity\//, "lib/identity/better-auth/")
        .replace(/^products\//, "lib/products/"),
      seen,
    );
  }
  return seen;
}

test("every module with functions that take a database is run by a test on every driver", () => {
  const matrices = files("tests").filter((file) =>
    readFileSync(file, "utf8").includes("describe.each(drivers)"),
  );
  const reached = matrices.reduce((seen, file) => reach(file, seen), new Set<string>());
  const modules = files("lib").filter(
    (file) => !ownDriver.test(file) && readFileSync(file, "utf8").search(takesDatabase) >= 0,
  );
  expect(modules).toContain("lib/polar/effect.ts");
  expect(modules.filter((file) => !reached.has(file))).toEqual([]);
});
