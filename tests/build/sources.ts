import { createHash } from "node:crypto";
import { cpSync, globSync, lstatSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder of the project itself, which builds are copies of. */
export const projectFolder = resolve(import.meta.dirname, "../..");

// What is not part of a deployment, and the developer's own `.env` files.
const left =
  /^(\.(?!npmrc$|gitignore$|vercelignore$)|node_modules$|tests$|docs$|test-results$|bench-results$)/;

/** What a deployment builds from: files and folders at the top of the project. */
function topLevel(): string[] {
  return globSync(["*", ".*"], { cwd: projectFolder })
    .filter((name) => !left.test(name) && !/\.tsbuildinfo$|^next-env\.d\.ts$/.test(name))
    .toSorted();
}

/** Copies what a deployment builds from into `folder`. */
export function copySources(folder: string): void {
  for (const name of topLevel()) {
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
}

/** A short hash that changes when a source or an installed package changes. */
export function hashSources(): string {
  const hash = createHash("sha256").update(process.version);
  const files = topLevel().flatMap((name) => [
    name,
    ...globSync(`${name}/**/*`, { cwd: projectFolder }),
  ]);
  for (const file of [...files.toSorted(), "node_modules/.package-lock.json"]) {
    const path = join(projectFolder, file);
    if (lstatSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 12);
}
