import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { buildApp, builds } from "#tests/build/build.ts";

const sourceMap = z.object({
  sources: z.array(z.string()).default([]),
  sections: z.array(z.object({ map: z.object({ sources: z.array(z.string()) }) })).default([]),
});

const trace = z.object({ files: z.array(z.string()) });

const packages = {
  "better-auth": /node_modules\/(better-auth|@better-auth|better-call)\//,
  clerk: /node_modules\/@clerk\//,
};
const words = { "better-auth": /.{40}better.?auth.{40}/gi, clerk: /.{40}clerk.{40}/gi };

/** What a build holds: the sources that its functions are made of, and the code that browsers load. */
async function contents(build: (typeof builds)[keyof typeof builds]) {
  const { folder } = await buildApp(build);
  const read = (pattern: string) =>
    // A route may be called `embed.js`, and then so is the folder of its files.
    globSync(pattern, { cwd: join(folder, ".next"), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));
  const maps = read("server/**/*.map").map((text) => sourceMap.parse(JSON.parse(text)));
  const sources = maps
    .flatMap((map) => [map, ...map.sections.map((section) => section.map)])
    .flatMap((map) => map.sources.map(decodeURIComponent));
  const traced = read("server/**/*.nft.json").flatMap(
    (text) => trace.parse(JSON.parse(text)).files,
  );
  return {
    files: [...sources, ...traced],
    browser: read("static/**/*.js").join("\n"),
    server: read("server/**/*.js").join("\n"),
  };
}

test.each([
  ["Better Auth", builds.edge, "better-auth", "clerk"],
  ["Clerk", builds.clerk, "clerk", "better-auth"],
] as const)(
  "a build for %s holds nothing of the other",
  async (_, build, own, other) => {
    const { files, browser } = await contents(build);
    // A pattern that finds not even its own would prove nothing.
    expect(files.filter((file) => packages[own].test(file)).length).toBeGreaterThan(10);
    expect(files.filter((file) => packages[other].test(file))).toEqual([]);
    expect(browser.match(words[other])).toBeNull();
  },
  600_000,
);

/** The modules that a build has of products, but for their tables, which are there in any case. */
const ofProduct = (files: string[]) =>
  new Set(
    files.flatMap((file) => {
      const [, product, module] = /lib\/products\/([^/]+)\/(.+\.tsx?)$/.exec(file) ?? [];
      return product && module && !/^(schema\.ts$|tables\/)/.test(module)
        ? [`${product}/${module}`]
        : [];
    }),
  );

const paths = async (build: (typeof builds)[keyof typeof builds]) => {
  const { folder } = await buildApp(build);
  return globSync("**/{page,route}.js", { cwd: join(folder, ".next/server/app") });
};

/**
 * Words of the example that stand in a page, the navigation, the overview, a mail, a job, a route, an act
 * and an operation.
 */
const exampleWords = [
  ...["The page of the example", "Example notes", "card of the example", "note-digest"],
  ...["example job", "the route of the example", "note.pin", "listNotes"],
];

test("a build without products holds nothing of any, though one with pages lies beside it", async () => {
  const { files, browser, server } = await contents(builds.clerk);
  expect([...ofProduct(files)].filter((module) => !module.startsWith("absent/"))).toEqual([]);
  for (const word of exampleWords) {
    expect(server).not.toContain(word);
    expect(browser).not.toContain(word);
  }
  expect((await paths(builds.clerk)).filter((path) => /example|notes/.test(path))).toEqual([]);
}, 600_000);

test("a build for two products has these, and nothing of the others", async () => {
  const { files, server } = await contents(builds.node);
  const modules = [...ofProduct(files)];
  const of = (product: string) =>
    modules.filter((module) => module.startsWith(`${product}/`)).toSorted();
  expect(of("crm")).toEqual(["crm/product.ts", "crm/server.ts"]);
  expect(of("example")).toEqual(
    [
      ...["acts", "letters", "notes", "operations/notes", "pin-note", "product", "server"].map(
        (name) => `example/${name}.ts`,
      ),
      "example/parts.tsx",
    ].toSorted(),
  );
  for (const product of ["newsletter", "ai"]) expect(of(product)).toEqual([]);
  for (const word of exampleWords) expect(server).toContain(word);
  const ofExample = /example|notes/;
  expect((await paths(builds.node)).filter((path) => ofExample.test(path)).toSorted()).toEqual([
    "(edge)/o/[slug]/example/page.js",
    "api/example/route.js",
    "api/v1/organizations/[slug]/notes/route.js",
  ]);
}, 600_000);

test("a build that names no products has all of them", async () => {
  const modules = ofProduct((await contents(builds.edge)).files);
  for (const product of ["newsletter", "crm", "ai"]) {
    expect(modules).toContain(`${product}/product.ts`);
    expect(modules).toContain(`${product}/server.ts`);
  }
  expect([...modules].filter((module) => module.startsWith("absent/"))).toEqual([]);
}, 600_000);
