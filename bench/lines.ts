import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectFolder } from "#tests/build/sources.ts";

/**
 * Writes raw figures as JSONL into `bench-results`, which git leaves out.
 * @returns the path, from the project's folder.
 */
export function writeLines(layer: string, lines: object[]): string {
  const folder = join(projectFolder, "bench-results");
  mkdirSync(folder, { recursive: true });
  const stamp = new Date().toISOString().replace(/[-:]|\..*/g, "");
  const file = join(folder, `${layer}-${stamp}.jsonl`);
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return relative(projectFolder, file);
}

/** Reads what `writeLines` wrote. */
export function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
