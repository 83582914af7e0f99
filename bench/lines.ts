import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { UsageError } from "#scripts/usage-error.ts";
import { projectFolder } from "#tests/build/sources.ts";

/**
 * Writes raw figures as JSONL into `bench-results`, which git leaves out.
 * @returns the path, from the project's folder.
 */
export function writeLines(layer: string, lines: object[]): string {
  return write(layer, "jsonl", lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/** Writes a report in Markdown beside them. @returns the path, from the project's folder. */
export const writeReport = (layer: string, text: string): string => write(layer, "md", text);

function write(layer: string, ending: string, text: string): string {
  const folder = join(projectFolder, "bench-results");
  mkdirSync(folder, { recursive: true });
  const stamp = new Date().toISOString().replace(/[-:]|\..*/g, "");
  const file = join(folder, `${layer}-${stamp}.${ending}`);
  writeFileSync(file, text);
  return relative(projectFolder, file);
}

/**
 * Reads what `writeLines` wrote.
 * @throws UsageError when a line is no JSON.
 */
export function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => (line ? [readLine(line, `${file}, line ${index + 1},`)] : []));
}

function readLine(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UsageError(`${place} is not JSON: name a file that a bench wrote.`);
  }
}
