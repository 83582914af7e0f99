import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

const functionConfig = z.looseObject({ filePathMap: z.record(z.string(), z.string()).optional() });

const isEnvironmentFile = (path: string) => /^\.env(\.|$)/.test(basename(path));

/**
 * Takes `.env`, `.env.local` and their like out of the functions of a finished `vercel build`.
 *
 * Vercel's builder for Next gives all that lie in the folder to each function on Node, and Next reads
 * them when the function starts: a developer's secrets would be uploaded with `vercel deploy --prebuilt`,
 * and used in production wherever Vercel's own variables leave one out.
 * Source: `envFiles` in @vercel/next/dist/index.js, 60.0.0 of the CLI.
 * @param output the folder that the build wrote, `.vercel/output`.
 * @returns the names of the files that functions held, without repeats.
 */
export function leaveOutEnvironment(output: string): string[] {
  const found = new Set<string>();
  for (const file of globSync("functions/**/.vc-config.json", { cwd: output })) {
    const path = join(output, file);
    const config = functionConfig.parse(JSON.parse(readFileSync(path, "utf8")));
    const mapped = Object.entries(config.filePathMap ?? {});
    const kept = mapped.filter((entry) => !entry.some(isEnvironmentFile));
    for (const [name] of mapped.filter((entry) => !kept.includes(entry))) found.add(name);
    if (kept.length < mapped.length) {
      writeFileSync(path, JSON.stringify({ ...config, filePathMap: Object.fromEntries(kept) }));
    }
    for (const name of globSync("**/.env*", { cwd: dirname(path) }).filter(isEnvironmentFile)) {
      rmSync(join(dirname(path), name));
      found.add(name);
    }
  }
  return [...found].toSorted();
}
