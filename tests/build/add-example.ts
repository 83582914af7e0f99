import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
    before: "productLetters = {}",
    after: "productLetters = { ...example }",
  },
  {
    file: "lib/workspace/reads/product-parts.ts",
    line: 'import { overview as example } from "#products/example/overview.tsx";',
    before: "= {};",
    after: "= { ...(example && { example }) };",
  },
];

/** What a product brings, by where it stands in the project. */
const files = {
  ...Object.fromEntries(
    ["product.ts", "server.ts", "letters.ts", "overview.tsx"].map((name) => [
      `lib/products/example/${name}`,
      name,
    ]),
  ),
  "app/(edge)/o/[slug]/example/page.example.tsx": "page.example.tsx",
  "app/api/example/route.example.ts": "route.example.ts",
};

/**
 * Adds the example to a copy of the project, as a product is added: its room, its routes, and a line in
 * each list. Its table is left out, since no migration makes it.
 * @throws Error when a list is not as it was.
 */
export function addExample(folder: string): void {
  for (const [to, from] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(example, from), join(folder, to));
  }
  for (const { file, line, before, after } of lists) {
    const text = readFileSync(join(folder, file), "utf8");
    if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
    writeFileSync(join(folder, file), `${line}\n${text.replace(before, after)}`);
  }
}
