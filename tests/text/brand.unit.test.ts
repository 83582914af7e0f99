import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { productName } from "#lib/text/brand.ts";
import { linkText, withColours } from "../../scripts/pictures/brand.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

test("no file but the brand's says the name of the product in what people see", () => {
  const files = globSync("{app,lib,local,scripts,public}/**/*.{ts,tsx,css,svg,html,json,txt}", {
    cwd: root,
  });
  expect(files.length).toBeGreaterThan(500);
  const named = files.filter(
    (path) => statSync(join(root, path)).isFile() && read(path).includes("Penning"),
  );
  // Both are checked below, and `node scripts/pictures.ts brand` writes the second.
  const allowed = ["lib/text/brand.ts", "app/opengraph-image.alt.txt"];
  expect(named.filter((path) => !allowed.includes(path))).toEqual([]);
});

test("the icons' colours and the text of a shared link are the brand's: node scripts/pictures.ts brand", () => {
  expect(read("app/opengraph-image.alt.txt")).toBe(linkText);
  expect(linkText).toContain(productName);
  const css = read("app/globals.css");
  expect(withColours(css)).toBe(css);
});
