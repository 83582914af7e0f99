import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { operations } from "#lib/products/published.ts";
import { apiReads, pageReads } from "../../bench/pages/reads.ts";

/** Tells who is signed in, which a page asks beside what it shows. */
const ofSessions = /^lib\/(db|identity)\//;

const text = (file: string) => readFileSync(file, "utf8");

/** A file of the app, and the modules of the project that it imports, and that those import. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, name = ""] of text(file).matchAll(/from "([#.][^"]+\.tsx?)"/g)) {
    const path = name.startsWith("#") ? name.slice(1) : join(dirname(file), name);
    const inBuild = path.replace(/^(account|identity|integrations)\//, "lib/$1/better-auth/");
    reach(inBuild.replace(/^products\//, "lib/products/"), seen);
  }
  return seen;
}

/** The address of a file of the app: without the folders that only group. */
const addressOf = (file: string) =>
  dirname(file)
    .replace(/^app/, "")
    .replaceAll(/\/\([^)]+\)/g, "") || "/";

const readers = globSync("app/**/page{,.*}.tsx")
  .map((file) => ({
    address: addressOf(file),
    modules: [...reach(file)].filter(
      (module) => !ofSessions.test(module) && text(module).includes("readDatabase()"),
    ),
    file,
  }))
  .filter(({ modules }) => modules.length > 0);

test("the bench reads every page that reads the database", () => {
  expect(readers.length).toBeGreaterThan(15);
  expect(Object.keys(pageReads).toSorted()).toEqual(readers.map(({ address }) => address).sort());
});

test("and reads it with the function that the page reads with", () => {
  for (const { address, file, modules } of readers) {
    const [, name = "nothing"] = /(\w+)\)?\(db\b/.exec(String(pageReads[address])) ?? [];
    const isNamed = [file, ...modules].some((module) => text(module).includes(name));
    expect({ address, name, isNamed }).toEqual({ address, name, isNamed: true });
  }
});

test("the bench reads every operation of the API that reads, and every other route that does", () => {
  const reads = operations.filter(({ method }) => method === "GET");
  const unread = reads.filter(
    ({ id, path }) => !Object.hasOwn(apiReads, id) && !Object.hasOwn(apiReads, `/api/v1${path}`),
  );
  expect(unread.map(({ id }) => id)).toEqual([]);
  const routes = globSync("app/api/v1/**/route.ts")
    .filter((file) => /function GET\b|\bas GET\b/.test(text(file)))
    .map(addressOf);
  // The API's document, which is made of the code.
  const withoutData = ["/api/v1/openapi.json"];
  expect(routes.length).toBeGreaterThan(3);
  expect(
    routes.filter((route) => !Object.hasOwn(apiReads, route) && !withoutData.includes(route)),
  ).toEqual([]);
});
