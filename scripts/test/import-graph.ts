import { globSync, readFileSync } from "node:fs";
import { dirname, join, matchesGlob, normalize } from "node:path";
import { z } from "zod";

/** A file, or one for each condition. */
const target = z.union([z.string(), z.record(z.string(), z.string())]);
const packageJson = z.object({ imports: z.record(z.string(), target) });

/**
 * How many steps of imports lead from each file of the project to one of `changed`, for the files
 * that any lead from. A file counts as imported where its path or a glob of it stands in quotes, as
 * of scripts that a test starts; not where only its types are.
 * @param changed paths from `root`, and so are the answers.
 */
export function distancesTo(changed: readonly string[], root: string): Map<string, number> {
  const importers = readImporters(root);
  const distances = new Map(changed.map((file) => [file, 0]));
  // A Map gives what is added to it meanwhile, and so the nearest come first.
  for (const [file, distance] of distances) {
    for (const importer of importers.get(file) ?? []) {
      if (!distances.has(importer)) distances.set(importer, distance + 1);
    }
  }
  return distances;
}

function readImporters(root: string): Map<string, Set<string>> {
  const files = globSync("{app,bench,drizzle,lib,local,scripts,tests}/**/*.{ts,tsx}", {
    cwd: root,
    exclude: ["**/node_modules/**"],
  });
  const known = new Set(files);
  const { imports } = packageJson.parse(
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")),
  );
  const aliases = Object.entries(imports).map(([from, to]) => ({
    prefix: from.replace("*", ""),
    targets: typeof to === "string" ? [to] : Object.values(to),
  }));

  const resolve = (named: string, from: string): string[] => {
    const alias = aliases.find(({ prefix }) => named.startsWith(prefix));
    if (alias) {
      const rest = named.slice(alias.prefix.length);
      return alias.targets.map((to) => normalize(to.replace("*", rest)));
    }
    if (named.includes("*")) return files.filter((file) => matchesGlob(file, named));
    return [normalize(named), normalize(join(dirname(from), named))];
  };

  const importers = new Map<string, Set<string>>();
  for (const file of files) {
    const source = readFileSync(join(root, file), "utf8").replaceAll(/^import type [^;]+;/gm, "");
    for (const [, named = ""] of source.matchAll(/["'`]([^"'`\s]+\.tsx?)["'`]/g)) {
      for (const imported of resolve(named, file)) {
        if (!known.has(imported) || imported === file) continue;
        importers.set(imported, (importers.get(imported) ?? new Set()).add(file));
      }
    }
  }
  return importers;
}
