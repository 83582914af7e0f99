import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// Its document is empty until its script has run: setPageStatus() and a page instead.
test("no page uses Next's notFound()", () => {
  const files = ["app", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  const using = files.filter((file) =>
    /import [^;]*\bnotFound\b[^;]*"next\/navigation"/.test(readFileSync(file, "utf8")),
  );
  expect(using).toEqual([]);
});
