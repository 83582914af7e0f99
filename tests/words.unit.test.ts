import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Constructions that CONTRIBUTING.md, "Words", rules out wherever people read. */
const everywhere = [
  /\banew\b/i,
  /\bwho(m)?ever\b/i,
  /\bbefell\b/i,
  // "each of which" and its like are fine.
  /(?<!\b(each|one|some|both|most|none|all|any|many|two|three)) of which\b/i,
];

/** And on pages, in emails, forms and the API's document. */
const onPages = [
  ...everywhere,
  /\b(Some|Every)body\b/,
  /\bany more\b/i,
  /\bat the most\b/i,
  /\blose sight\b/i,
  /\b(is|are) like that\b/i,
  /\btaken? (it |that )?back\b/i,
  /\be-mail\b/i,
];

/** What may be read of a file of code: all but its comments. */
const withoutComments = (code: string) =>
  code
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/(?<=^|\s)\/\/.*/g, "")
    .split("\n");

/** Code in backquotes, and the column of what not to write, are no prose. */
const prose = (markdown: string) =>
  markdown.split("\n").map((line) => line.replaceAll(/`[^`]*`/g, "").replace(/^\| "[^|]*\|/, ""));

const found = (path: string, lines: string[], patterns: RegExp[]) =>
  lines.flatMap((line) =>
    patterns
      .filter((pattern) => pattern.test(line))
      .map((pattern) => `${path}: ${pattern} in "${line.trim()}"`),
  );

test("pages, emails, forms and the API's document are in plain English", () => {
  const files = globSync("{app,lib}/**/*.{ts,tsx}", { cwd: root });
  expect(files.length).toBeGreaterThan(400);
  expect(files.flatMap((path) => found(path, withoutComments(read(path)), onPages))).toEqual([]);
});

test("the documentation is in plain English", () => {
  const pages = [...globSync("docs/**/*.md", { cwd: root }), "README.md", "CONTRIBUTING.md"];
  expect(pages.flatMap((path) => found(path, prose(read(path)), everywhere))).toEqual([]);
});
