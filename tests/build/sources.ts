import { createHash } from "node:crypto";
import { cpSync, globSync, lstatSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of the project itself, which builds are copies of. */
export const projectFolder = resolve(import.meta.dirname, "../..");

/** What a deployment builds from: the files and folders that `.vercelignore` lets through. */
function uploaded(): string[] {
  const lines = readFileSync(join(projectFolder, ".vercelignore"), "utf8").split("\n");
  const named = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  const inParts = named(/^\/(.+)\/\*$/);
  return named(/^!\/(.+)$/).filter((name) => !inParts.includes(name));
}

/** Copies what a deployment builds from into `folder`. */
export function copySources(folder: string): void {
  for (const name of uploaded()) {
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
}

/** A short hash that changes when a source or an installed package changes. */
export function hashSources(): string {
  const hash = createHash("sha256").update(process.version);
  // Builds of the tests may hold the product of the tests.
  const files = [...uploaded(), "tests/products"].flatMap((name) => [
    name,
    ...globSync(`${name}/**/*`, { cwd: projectFolder }),
  ]);
  for (const file of [...files.toSorted(), "node_modules/.package-lock.json"]) {
    const path = join(projectFolder, file);
    if (lstatSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 12);
}
