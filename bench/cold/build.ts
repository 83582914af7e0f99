import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { linkPackages, removeOld, tail } from "#tests/build/build.ts";
import { startProcess } from "#tests/build/process.ts";
import { projectFolder } from "#tests/build/sources.ts";
import { project, withoutAccount } from "#tests/build/vercel-cli.ts";
import { addPrisma, pageFolder } from "./prisma/build.ts";
import { installPrisma } from "./prisma/install.ts";

// The app that is measured has the project's library and packages, and pages of its own.
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
const coldProject = { ...project, settings: { ...project.settings, buildCommand } };

/**
 * Builds the small app of bench/cold/app with `vercel build`, without network. A finished build of
 * the very same sources is used again. Without Prisma's packages its page is not in the app.
 * @returns the folder of the build output.
 * @throws Error with the end of the log when the build fails.
 */
export async function buildColdApp(report: (line: string) => void): Promise<string> {
  const prisma = await installPrisma(report);
  const folder = join(projectFolder, ".local/builds", `cold-${hash(prisma)}`);
  const output = join(folder, ".vercel/output");
  const finished = `${folder}.finished`;
  if (existsSync(finished)) return output;
  removeOld("cold");
  report("Building the app with `vercel build`, about a minute");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, ".vercel"), { recursive: true });
  for (const name of sources.filter((source) => !source.startsWith("bench/"))) {
    const filter = (path: string) => !unused.test(relative(projectFolder, path));
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true, filter });
  }
  cpSync(join(projectFolder, "bench/cold/app"), join(folder, "app"), { recursive: true });
  if (!prisma) rmSync(join(folder, pageFolder), { recursive: true });
  linkPackages(folder);
  if (prisma) await addPrisma(folder, prisma);
  writeFileSync(join(folder, ".vercel/project.json"), JSON.stringify(coldProject));
  const running = startProcess({
    args: ["node_modules/vercel/dist/vc.js", "build", "--yes", ...withoutAccount(folder)],
    folder,
    logFile: `${folder}.log`,
    env: {},
  });
  if ((await running.exited) !== 0) {
    throw new Error(`The build failed (${folder}.log):\n${tail(running.log(), 40)}`);
  }
  writeFileSync(finished, "");
  return output;
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
