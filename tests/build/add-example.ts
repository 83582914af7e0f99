import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const example = join(import.meta.dirname, "../products/example");

/** The lists that a product adds a line to (docs/products.md). */
const lists = [
  {
    file: "lib/products/products.ts",
    line: 'import { product as example } from "#products/example/product.ts";',
    before: "[newsletter, crm, ai]",
    after: "[newsletter, crm, ai, example]",
  },
  {
    file: "lib/products/servers.ts",
    line: 'import { server as example } from "#products/example/server.ts";',
    before: "[newsletter, crm, ai]",
    after: "[newsletter, crm, ai, example]",
  },
  {
    file: "lib/mail/product-letters.ts",
    line: 'import { letters as example } from "#products/example/letters.ts";',
    before: "productLetters = {",
    after: "productLetters = { ...example,",
  },
  {
    file: "lib/products/parts.ts",
    line: 'import { parts as example } from "#products/example/parts.tsx";',
    before: "ProductParts>> = {",
    after: "ProductParts>> = { ...(example && { example }),",
  },
];

/** What only tests and a developer's machine have. */
const notBuilt = /^(actions|demo)\.ts$/;

/**
 * Adds the example to a copy of the project, as a product is added: its room, its routes, and a line in
 * each list. Its table is in no list, since no migration makes it.
 * @throws Error when a list is not as it was.
 */
export function addExample(folder: string): void {
  for (const file of globSync("**/*.{ts,tsx}", { cwd: example })) {
    if (notBuilt.test(file)) continue;
    const to = join(folder, file.startsWith("app/") ? "" : "lib/products/example", file);
    mkdirSync(dirname(to), { recursive: true });
    const text = readFileSync(join(example, file), "utf8");
    // In its own place a product is known by this name.
    writeFileSync(to, text.replaceAll("#tests/products/example/", "#products/example/"));
  }
  for (const { file, line, before, after } of lists) {
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
    writeFileSync(join(folder, file), `${line}\n${text.replace(before, after)}`);
  }
}
