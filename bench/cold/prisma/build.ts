import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { z } from "zod";
import { linkFolder, tail } from "#tests/build/build.ts";
import { startProcess } from "#tests/build/process.ts";
import { versionIn } from "../version.ts";

/** Where the page is in the app that is measured, with the schema that its client comes from. */
export const pageFolder = "app/node/prisma";

/**
 * Gives a copy of the app what its Prisma page needs: the packages, and the generated client.
 * @param installed the folder that installPrisma filled.
 * @throws Error with the end of the log when Prisma generates nothing.
 */
export async function addPrisma(folder: string, installed: string): Promise<void> {
  const lock: unknown = JSON.parse(readFileSync(join(installed, "package-lock.json"), "utf8"));
  for (const name of runtimePackages(lock)) addPackage(name, folder, installed);
  const logFile = `${folder}.prisma.log`;
  const running = startProcess({
    args: [
      join(installed, "node_modules/prisma/build/index.js"),
      "generate",
      `--schema=${join(folder, pageFolder, "schema.prisma")}`,
    ],
    folder: installed,
    logFile,
    env: {
      // Any program will do: it would be downloaded otherwise, and a client is made without it.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      // It asks for newer versions otherwise.
      CHECKPOINT_DISABLE: "1",
    },
  });
  if ((await running.exited) !== 0) {
    throw new Error(`Prisma generated no client (${logFile}):\n${tail(running.log(), 20)}`);
  }
}

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().default(false), devOptional: z.boolean().default(false) }),
  ),
});

/** What the page needs when it runs, without the generator, which is most of the 300 MB. */
export function runtimePackages(lock: unknown): string[] {
  return Object.entries(lockfile.parse(lock).packages).flatMap(([path, { dev, devOptional }]) => {
    // What is in a package's own folder comes with it.
    const [, name] = path.split("node_modules/");
    return !name || dev || devOptional || path !== `node_modules/${name}` ? [] : [name];
  });
}

/**
 * Links a package to where a project that uses Prisma has it. What the app has in another version
 * goes where only Prisma's packages look, as npm would do.
 */
function addPackage(name: string, folder: string, installed: string): void {
  const from = join(installed, "node_modules", name);
  const own = join(folder, "node_modules", name);
  if (existsSync(own) && versionIn(own) === versionIn(from)) return;
  const to = existsSync(own) ? join(folder, "node_modules/@prisma/node_modules", name) : own;
  mkdirSync(dirname(to), { recursive: true });
  linkFolder(from, to);
}
