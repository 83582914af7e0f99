import {
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { projectFolder } from "#tests/build/sources.ts";
import { nodeFunction } from "../../bench/cold/start/node.ts";

test("no two pages on Node become one function", () => {
  const pages = globSync("bench/cold/app/node/*/page.tsx", { cwd: projectFolder });
  const durations = pages.map(
    (page) => /maxDuration = (\d+)/.exec(readFileSync(join(projectFolder, page), "utf8"))?.[1],
  );
  expect(durations.every(Boolean)).toBe(true);
  expect(new Set(durations).size).toBe(pages.length);
});

test("a function on Node has the files of its list, and of a package no more than those", () => {
  const folder = mkdtempSync(join(tmpdir(), "penning-bench-function-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [root, built, rig] = ["root", "built", "rig"].map((name) => join(folder, name));
  if (!root || !built || !rig) throw new Error("There is no folder");
  for (const path of [`${root}/node_modules/pg`, `${root}/.next/node_modules`, built, rig]) {
    mkdirSync(path, { recursive: true });
  }
  for (const name of ["used.js", "unused.js"]) {
    writeFileSync(join(root, "node_modules/pg", name), "");
  }
  symlinkSync("../../node_modules/pg", join(root, ".next/node_modules/pg-1"));
  const files = ["node_modules/pg/used.js", ".next/node_modules/pg-1"];
  const filePathMap = Object.fromEntries(files.map((file) => [file, file]));
  writeFileSync(
    join(built, ".vc-config.json"),
    JSON.stringify({ handler: "launcher.cjs", filePathMap }),
  );
  const names = { address: "127.0.0.1", pooler: "localhost", direct: "localhost" };
  const nowhere = { ...names, pgbouncer: 1, postgres: 1, gateway: 1 };
  const at = { folder: rig, addresses: nowhere, authority: "ca.pem" };
  const { folder: made } = nodeFunction(at, "node-pg", built, root);
  expect(lstatSync(join(made, ".next/node_modules/pg-1")).isSymbolicLink()).toBe(true);
  expect(globSync("**/*used.js", { cwd: made }).toSorted()).toEqual(["node_modules/pg/used.js"]);
  expect(readFileSync(join(made, ".next/node_modules/pg-1/used.js"), "utf8")).toBe("");
});
