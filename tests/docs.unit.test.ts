import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };

const root = join(import.meta.dirname, "..");
const pages = [...globSync("docs/**/*.md", { cwd: root }), "README.md", "CONTRIBUTING.md"];
const folders = /^(app|bench|docs|drizzle|lib|local|public|scripts|tests)(\/|$)/;

/** All matches of the first group. */
const every = (text: string, pattern: RegExp) =>
  Array.from(text.matchAll(pattern), ([, found = ""]) => found);

describe.each(pages)("%s", (page) => {
  const text = readFileSync(join(root, page), "utf8");

  test("names only files and folders that exist", () => {
    const paths = every(text, /`([^`\s]+)`/g)
      .filter((path) => folders.test(path))
      // `<name>`, `*` and `...` stand for something; what follows `#` or `:` is a place in a file.
      .map((path) => path.replace(/[#:].*|\/?(<|\*|\.\.\.).*/s, ""));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("links only to pages that exist", () => {
    const links = every(text, /\]\(([^)\s]+)\)/g)
      .filter((link) => !/^(https?:|#)/.test(link))
      .map((link) => join(dirname(page), link.replace(/#.*/, "")));
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("names only commands that package.json has", () => {
    const commands = every(text, /npm run ([a-z][a-z:-]*)/g);
    expect(commands.filter((name) => !Object.hasOwn(packageJson.scripts, name))).toEqual([]);
  });
});
