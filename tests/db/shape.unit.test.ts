import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../build/sources.ts";

/** Where the SQL of a JSON object is written by hand, and why. */
const exceptions: Record<string, string> = {
  "lib/db/shape.ts": "makes it of a declaration",
  "lib/api/admitted.ts": "wraps the rows of any statement, whatever they are",
};

test("every JSON object that is read is declared with shape()", () => {
  const byHand = globSync("{lib,app,scripts}/**/*.{ts,tsx}", { cwd: projectFolder }).filter(
    (file) => /\bjson_build_object\s*\(/.test(readFileSync(join(projectFolder, file), "utf8")),
  );
  expect(byHand.toSorted()).toEqual(Object.keys(exceptions).toSorted());
});
