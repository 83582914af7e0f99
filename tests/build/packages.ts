import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { claim } from "./build.ts";

const files = ["package.json", "package-lock.json", ".npmrc"];

interface Packages {
  /** A package of its own: what it needs is pinned there, and in no lockfile of the project's. */
  packageFolder: string;
  /** Keeps the packages of the last lockfile, and of no other. Git should ignore it. */
  root: string;
  env?: NodeJS.ProcessEnv;
  /** Told when something is to be installed, which takes a while. */
  onStart?: (folder: string) => void;
}

/**
 * Installs packages that are too much for everybody's `npm ci`, once for each lockfile, without
 * their scripts.
 * @returns the folder that has them in its `node_modules`.
 * @throws Error with what npm says when it cannot fetch them; then nothing is left behind.
 */
export async function installPackages(packages: Packages): Promise<string> {
  const { packageFolder, root, env = process.env, onStart } = packages;
  const folder = join(root, hash(packageFolder));
  const finished = join(folder, "finished");
  mkdirSync(root, { recursive: true });
  const release = await claim(root);
  try {
    if (existsSync(finished)) return folder;
    onStart?.(folder);
    rmSync(root, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const file of files) cpSync(join(packageFolder, file), join(folder, file));
    await npmCi(folder, env);
    writeFileSync(finished, "");
    return folder;
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw new Error(reasonOf(error), { cause: error });
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

function hash(packageFolder: string): string {
  const sum = createHash("sha256");
  for (const file of files) sum.update(readFileSync(join(packageFolder, file)));
  return sum.digest("hex").slice(0, 12);
}
