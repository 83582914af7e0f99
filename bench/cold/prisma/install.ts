import { join, relative } from "node:path";
import { installPackages } from "#tests/build/packages.ts";
import { projectFolder } from "#tests/build/sources.ts";

/**
 * Installs Prisma with its generator, which take 300 MB, once.
 * @returns the folder, `undefined` when npm cannot fetch them, which has been reported then.
 */
export async function installPrisma(
  report: (line: string) => void,
  root = join(projectFolder, ".local/bench-prisma"),
  env?: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  let began: number | undefined;
  try {
    const folder = await installPackages({
      packageFolder: join(import.meta.dirname, "package"),
      root,
      ...(env && { env }),
      onStart(folder) {
        began = performance.now();
        const place = relative(".", folder);
        report(`Installing Prisma for one of the pages, once, 300 MB in ${place}`);
      },
    });
    if (began) report(`Installed Prisma in ${Math.round((performance.now() - began) / 1_000)} s`);
    return folder;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report(`The page with Prisma is left out, since npm cannot install it: ${reason}`);
    return undefined;
  }
}
