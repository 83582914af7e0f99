import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { leaveOutCopies } from "#scripts/build/leave-out-copies.ts";

const chunk = (name: string, modules: string) =>
  `(globalThis.TURBOPACK=[]).push(["chunks/${name}.js",${modules}]);\n//# sourceMappingURL=${name}.js.map`;

test("a chunk that is there twice is left out once, and the one that is asked for stays", () => {
  const files = functionOf({
    "server/edge/chunks/a_1.js": chunk("a_1", "1,()=>{}"),
    "server/edge/chunks/a_2.js": chunk("a_2", "1,()=>{}"),
    "server/edge/chunks/b.js": chunk("b", "2,()=>{}"),
    "server/edge/chunks/entry.js": 'load("chunks/a_2.js")',
  });
  expect(files).toEqual([
    "server/edge/chunks/a_2.js",
    "server/edge/chunks/b.js",
    "server/edge/chunks/entry.js",
  ]);
});

test("of copies that nobody asks for by name, the first stays", () => {
  const files = functionOf({
    "server/edge/chunks/a_1.js": chunk("a_1", "1,()=>{}"),
    "server/edge/chunks/a_2.js": chunk("a_2", "1,()=>{}"),
  });
  expect(files).toEqual(["server/edge/chunks/a_1.js"]);
});

test("copies that are each asked for by name all stay", () => {
  const files = functionOf({
    "server/edge/chunks/a_1.js": chunk("a_1", "1,()=>{}"),
    "server/edge/chunks/a_2.js": chunk("a_2", "1,()=>{}"),
    "server/edge/chunks/entry.js": 'load("chunks/a_1.js","chunks/a_2.js")',
  });
  expect(files).toHaveLength(3);
});

test("a chunk that differs in a letter stays", () => {
  const files = functionOf({
    "server/edge/chunks/a_1.js": chunk("a_1", "1,()=>{}"),
    "server/edge/chunks/a_2.js": chunk("a_2", "3,()=>{}"),
  });
  expect(files).toHaveLength(2);
});

/** What is left of a function of these files; whatever else the manifest says stays as it is. */
function functionOf(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), "penning-chunks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "server/middleware-manifest.json");
  const rest = { name: "app/page", wasm: [] };
  const manifest = { version: 3, functions: { "/page": { ...rest, files: Object.keys(files) } } };
  for (const [name, text] of Object.entries({ ...files, "server/middleware-manifest.json": "" })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(path, JSON.stringify(manifest));
  leaveOutCopies(folder);
  const left = JSON.parse(readFileSync(path, "utf8"));
  expect(left).toEqual({
    version: 3,
    functions: { "/page": { ...rest, files: left.functions["/page"].files } },
  });
  return left.functions["/page"].files;
}
