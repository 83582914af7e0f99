import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { claim } from "#tests/build/build.ts";
import { projectFolder } from "#tests/build/sources.ts";

/** A package of its own: what it needs is pinned there, and in no lockfile of the project's. */
const packageFolder = join(import.meta.dirname, "package");
const files = ["package.json", "package-lock.json", ".npmrc"];

/**
 * Installs the packages of that lockfile, once, in a folder that git ignores. They take 300 MB with
 * the generator, which is too much for everybody's `npm ci`.
 * @param root keeps the packages of the last lockfile, and of no other.
 * @returns the folder, `undefined` when npm cannot fetch them, which has been reported then.
 */
export async function installPrisma(
  report: (line: string) => void,
  root = join(projectFolder, ".local/bench-prisma"),
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const folder = join(root, hash());
  const finished = join(folder, "finished");
  mkdirSync(root, { recursive: true });
  const release = await claim(root);
  try {
    if (existsSync(finished)) return folder;
    report(`Installing Prisma for one of the pages, once, 300 MB in ${relative(".", folder)}`);
    const began = performance.now();
    rmSync(root, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const file of files) cpSync(join(packageFolder, file), join(folder, file));
    await npmCi(folder, env);
    writeFileSync(finished, "");
    report(`Installed Prisma in ${Math.round((performance.now() - began) / 1_000)} s`);
    return folder;
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    report(`The page with Prisma is left out, since npm cannot install it: ${reasonOf(error)}`);
    return undefined;
  } finally {
    release();
  }
}

async function npmCi(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ["ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error"];
  // Without network it would try again for more than a minute.
  const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
  // The folder is said twice, since npm tells its scripts where the project is that started them.
  const where = ["--prefix", folder];
  const done = promisify(execFile)("npm", [...args, ...patience, ...where], { cwd: folder, env });
  // Asked to end, npm first ends what it does.
  const stop = () => done.child.kill("SIGKILL");
  process.once("exit", stop);
  try {
    await done;
  } finally {
    process.off("exit", stop);
  }
}

/** What npm says first, without the parts of the error that stand before its sentence. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const sentence = /^npm error (?!(?:code|syscall|errno|path|dest) )(?:network )?(.+)/m.exec(
    said,
  )?.[1];
  return sentence ?? said;
}

function hash(): string {
  const sum = createHash("sha256");
  for (const file of files) sum.update(readFileSync(join(packageFolder, file)));
  return sum.digest("hex").slice(0, 12);
}
