import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { z } from "zod";
import { linkPackages, removeOld, tail } from "#tests/build/build.ts";
import { startProcess } from "#tests/build/process.ts";
import { projectFolder } from "#tests/build/sources.ts";
import { project, withoutAccount } from "#tests/build/vercel-cli.ts";
import { addPrisma, pageFolder } from "./prisma/build.ts";
import { installPrisma } from "./prisma/install.ts";

// The apps that are measured have the project's library and packages, and pages of their own.
const unused = /^lib\/(local|site|ui)(\/|$)/;
const sources = [
  "lib",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  ".npmrc",
  "next.config.ts",
  // What next.config.ts asks for, and `npm run build` does after `next build`.
  "scripts/build",
  "bench/cold/app",
];

// `npm run build` without what it says to people, which comes from the rest of the project.
const buildCommand = "next build && node scripts/build/leave-out-copies.ts";
const output = ".vercel/output";

/** The folders of build output of the small app, and of the one with Cache Components. */
export const builtApps = z.object({ app: z.string(), shell: z.string() });
export type BuiltApps = z.output<typeof builtApps>;

/** The page with Cache Components, which a whole app has or has not: it is an app of its own. */
const shellFolder = "app/shell";
const others = ["app/(edge)", "app/node"];

/**
 * Builds the small apps of bench/cold/app with `vercel build`, without network. A finished build of
 * the very same sources is used again. Without Prisma's packages its page is not in the app.
 * @throws Error with the end of the log when a build fails.
 */
export async function buildColdApps(report: (line: string) => void): Promise<BuiltApps> {
  const prisma = await installPrisma(report);
  const sum = hash(prisma);
  const folder = (name: string) => join(projectFolder, ".local/builds", `${name}-${sum}`);
  const [app, shell] = [folder("cold"), folder("shell")];
  const outputs = { app: join(app, output), shell: join(shell, output) };
  if ([app, shell].every((folder) => existsSync(`${folder}.finished`))) return outputs;
  removeOld("cold");
  removeOld("shell");
  report("Building the app with `vercel build`, about a minute");
  copySources(app, prisma ? [shellFolder] : [shellFolder, pageFolder]);
  if (prisma) await addPrisma(app, prisma);
  await build(app, buildCommand);
  report("Building the page with Cache Components");
  copySources(shell, others);
  renameSync(join(shell, shellFolder, "next.config.ts"), join(shell, "next.config.ts"));
  await build(shell, "next build");
  return outputs;
}

function copySources(folder: string, without: string[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const name of sources.filter((source) => !source.startsWith("bench/"))) {
    const filter = (path: string) => !unused.test(relative(projectFolder, path));
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true, filter });
  }
  cpSync(join(projectFolder, "bench/cold/app"), join(folder, "app"), { recursive: true });
  for (const name of without) rmSync(join(folder, name), { recursive: true });
  linkPackages(folder);
}

async function build(folder: string, buildCommand: string): Promise<void> {
  const settings = { ...project.settings, buildCommand };
  mkdirSync(join(folder, ".vercel"));
  writeFileSync(join(folder, ".vercel/project.json"), JSON.stringify({ ...project, settings }));
  const running = startProcess({
    args: ["node_modules/vercel/dist/vc.js", "build", "--yes", ...withoutAccount(folder)],
    folder,
    logFile: `${folder}.log`,
    env: {},
  });
  if ((await running.exited) !== 0) {
    throw new Error(`The build failed (${folder}.log):\n${tail(running.log(), 40)}`);
  }
  writeFileSync(`${folder}.finished`, "");
}

/** @param prisma the folder of its packages, which is named after their versions. */
function hash(prisma: string | undefined): string {
  const sum = createHash("sha256").update(process.version);
  sum.update(prisma ? basename(prisma) : "without Prisma");
  const files = sources.flatMap((name) => [
    name,
    ...globSync(`${name}/**/*`, { cwd: projectFolder }),
  ]);
  for (const file of [...files.toSorted(), "node_modules/.package-lock.json"]) {
    const path = join(projectFolder, file);
    if (unused.test(file)) continue;
    if (lstatSync(path).isFile()) sum.update(`${file}\0`).update(readFileSync(path));
  }
  return sum.digest("hex").slice(0, 12);
}
