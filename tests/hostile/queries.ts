import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** What every page and form of the app may be asked with, beside what has a schema of its own. */
const common = [
  "next",
  "notice",
  "form",
  "error",
  "error.name",
  "typed.name",
  "id",
  "token",
  "done",
  "sent",
  "reset",
];

/**
 * The names of all parameters that an address of the app may have: the fields of every exported schema
 * whose name ends with "Query" or "Filter".
 */
export async function queryNames(): Promise<string[]> {
  const names = new Set(common);
  for (const file of globSync("{lib,app}/**/*.ts")) {
    if (!/export const \w*(Query|Filter)\b/.test(readFileSync(file, "utf8"))) continue;
    const module: unknown = await import(/* @vite-ignore */ resolve(file));
    for (const [name, exported] of Object.entries(Object(module))) {
      if (!/(Query|Filter)$/.test(name)) continue;
      const shape: unknown = Reflect.get(Object(exported), "shape") ?? exported;
      for (const field of Object.keys(Object(shape))) names.add(field);
    }
  }
  return [...names].toSorted();
}
