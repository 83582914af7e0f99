import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { type BuildOptions, buildApp, builds } from "#tests/build/build.ts";
import { listFunctions, readEdgeBundle } from "#tests/build/output.ts";
import { forbiddenImports } from "./imports.ts";

const own = inject("build");
const others = Object.values<BuildOptions>(builds).filter(
  ({ name, runtime }) => runtime === "edge" && name !== own.name,
);
const edgeFunctions = [own, ...(await Promise.all(others.map(buildApp)))].flatMap((build) =>
  listFunctions(join(build.folder, ".vercel/output"))
    .filter(({ runtime }) => runtime === "edge")
    .map(({ path, folder }) => ({ path, build, bundle: readEdgeBundle(folder) })),
);

test.for(edgeFunctions)(
  "the edge function of $path with $build.provider reaches nothing of Node",
  (built) => {
    const { build, bundle } = built;
    // A source map that names no page of ours would let everything pass.
    expect(
      bundle.sources.some((source) => /^app\/.*(page|route)(\.\w+)?\.tsx?$/.test(source)),
    ).toBe(true);
    expect(forbiddenImports(bundle, build.folder)).toEqual([]);
  },
);

/** Bytes, gzipped. They fall with what is left out: docs/benchmarks-bytes.md. */
const limits = {
  "better-auth": {
    ...{ page: 436_000, letter: 520_000, file: 467_000 },
    ...{ route: 136_000, search: 156_500, open: 150_000 },
  },
  // This build has no product.
  clerk: { page: 535_000, letter: 0, file: 0, route: 173_000, search: 183_000, open: 0 },
};

function kindOf(path: string): keyof (typeof limits)["better-auth"] {
  // They read tables by their columns, and what products hand in for a search.
  if (/^\/api\/(search|newsletter\/segment)\//.test(path)) return "search";
  // What anyone may open: answers of routes, without React.
  if (/^\/(n|newsletter)\//.test(path)) return "open";
  // Reads a CSV as the importer does, in the browser's half of the page.
  if (path === "/o/[slug]/subscribers/import") return "file";
  // They show letters as they are sent: 49 KB for Markdown, and 19 to read a time by a zone's clock.
  if (/^\/o\/\[slug\]\/(campaigns\/\[id\]|series\/\[id\]\/steps)/.test(path)) return "letter";
  return path.startsWith("/api/") || path === "/unavailable" ? "route" : "page";
}

test.for(edgeFunctions)(
  "the edge function of $path with $build.provider is as small as promised",
  ({ path, build, bundle }) => {
    const limit = limits[build.provider][kindOf(path)];
    expect(bundle.gzippedBytes).toBeLessThanOrEqual(limit);
  },
);

describe("what would be found", () => {
  test.for<[what: string, source: string, finding: string]>([
    ["a module of Node", 'import { readFileSync } from "node:fs";', "lib/a.ts imports node:fs"],
    ["an old name of one", 'const fs = require("fs");', "lib/a.ts imports fs"],
    ["a late import", 'const { connect } = await import("node:net");', "lib/a.ts imports node:net"],
    ["a bare import", 'import "node:process";', "lib/a.ts imports node:process"],
    ["a passing on", 'export { join } from "node:path";', "lib/a.ts imports node:path"],
    ["the driver over TCP", 'import postgres from "postgres";', "lib/a.ts imports postgres"],
  ])("%s in a source", ([, source, finding]) => {
    expect(
      forbiddenImports({ code: "", sources: ["lib/a.ts"] }, project({ "lib/a.ts": source })),
    ).toEqual([finding]);
  });

  test("a module of Node in the code, whoever asks for it", () => {
    const code = 'a.x("node:tls",()=>require("node:tls"));require("async_hooks")';
    expect(forbiddenImports({ code, sources: [] }, project({}))).toEqual([
      "the bundle requires node:tls",
    ]);
  });

  test.for([
    "node_modules/postgres/src/index.js",
    "node_modules/drizzle-orm/postgres-js/driver.js",
    "node_modules/better-auth/dist/api/index.mjs",
    "lib/db/node.ts",
    "local/neon.ts",
  ])("%s", (source) => {
    expect(forbiddenImports({ code: "", sources: [source] }, project({}))).toEqual([
      `the bundle holds ${source}`,
    ]);
  });

  test("but not a type, which is gone from the bundle", () => {
    const source = 'import type { Socket } from "node:net";\nexport const a = 1;';
    expect(
      forbiddenImports({ code: "", sources: ["lib/a.ts"] }, project({ "lib/a.ts": source })),
    ).toEqual([]);
  });
});

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "penning-imports-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
