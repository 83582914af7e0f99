import { spawnSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { IdentityProvider } from "#lib/env/identity-providers.ts";
import { claimFolder } from "#local/claim.ts";
import { flipRuntime } from "#scripts/flip-runtime.ts";
import { addExample } from "./add-example.ts";
import { writeMarks } from "./marks.ts";
import { startProcess } from "./process.ts";
import { copySources, hashSources, projectFolder } from "./sources.ts";
import { project, withoutAccount } from "./vercel-cli.ts";

export interface BuildOptions {
  name: string;
  provider: IdentityProvider;
  /** `"node"` builds a copy without the line that puts pages on the edge. */
  runtime: "edge" | "node";
  /** What `PRODUCTS` says. */
  products: string;
  /** Whether the product of the tests is in the copy. Whether it is in the build, `products` says. */
  hasExample: boolean;
  /** `"vercel"` writes `.vercel/output` as well as `.next`. */
  with: "vercel" | "next";
}

/** A built copy of the project, with packages of its own as a deployment has. */
export interface Build extends BuildOptions {
  folder: string;
}

const all = { products: "", hasExample: false };
const some = { products: "crm,example", hasExample: true };
const none = { products: "none", hasExample: true };

/** The builds that the tests look at. */
export const builds = {
  edge: { name: "edge", provider: "better-auth", runtime: "edge", with: "vercel", ...all },
  node: { name: "node", provider: "better-auth", runtime: "node", with: "next", ...some },
  clerk: { name: "clerk", provider: "clerk", runtime: "edge", with: "vercel", ...none },
} as const satisfies Record<string, BuildOptions>;

/** A publishable key as Clerk gives one, for an instance that does not exist. */
export const clerkPublishableKey = `pk_test_${btoa("clerk.penning.test$")}`;

const buildsFolder = join(projectFolder, ".local/builds");
// A build takes 160 MB, and a test run less than this.
const keptFor = 60 * 60 * 1_000;

/**
 * Builds a copy of the project, without network. A finished build of the very same sources is used
 * again; while another process makes it, this one waits.
 * @throws Error with the end of the log when the build fails.
 */
export async function buildApp(options: BuildOptions): Promise<Build> {
  const sources = hashSources();
  const folder = join(buildsFolder, `${options.name}-${sources}`);
  const finished = `${folder}.finished`;
  mkdirSync(buildsFolder, { recursive: true });
  const release = await claim(folder);
  try {
    if (!existsSync(finished)) {
      removeOld(options.name);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      copySources(folder);
      // Somebody saved a file meanwhile, and who knows which part of it was copied.
      if (hashSources() !== sources) return buildApp(options);
      await build(options, folder);
      writeFileSync(finished, "");
    }
    utimesSync(finished, new Date(), new Date());
  } finally {
    release();
  }
  return { ...options, folder };
}

async function build(options: BuildOptions, folder: string): Promise<void> {
  linkPackages(folder);
  if (options.runtime === "node") flipRuntime(folder);
  if (options.hasExample) addExample(folder);
  mkdirSync(join(folder, ".vercel"));
  writeFileSync(join(folder, ".vercel/project.json"), JSON.stringify(project));

  const args = {
    next: ["node_modules/next/dist/bin/next", "build"],
    // What `npm run deploy:build` is.
    vercel: ["scripts/build/for-vercel.ts", "--yes", ...withoutAccount(folder)],
  }[options.with];
  const forget = options.with === "vercel" ? writeMarks(folder) : () => {};
  const logFile = `${folder}.log`;
  const running = startProcess({
    args,
    folder,
    logFile,
    // Tests run meanwhile, and a test has a time limit.
    isPatient: true,
    env: {
      AUTH_PROVIDER: options.provider,
      PRODUCTS: options.products,
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: clerkPublishableKey,
    },
  });
  const code = await running.exited;
  // Next would read them when the tests start the app.
  forget();
  if (code === 0) return;
  throw new Error(`The build "${options.name}" failed (${logFile}):\n${tail(running.log(), 40)}`);
}

/**
 * Gives the copy packages of its own, because Turbopack reads nothing above the folder with the
 * lock file. Hard links take a second and no space.
 */
export function linkPackages(folder: string): void {
  linkFolder(join(projectFolder, "node_modules"), join(folder, "node_modules"));
}

/** Copies a folder to a place that is free, by hard links where the disk has them. */
export function linkFolder(from: string, to: string): void {
  for (const flags of ["-al", "-a"]) {
    const { status } = spawnSync("cp", [flags, from, to]);
    if (status === 0) return;
    rmSync(to, { recursive: true, force: true });
  }
  throw new Error(`Could not copy ${from} to ${to}`);
}

/** The build of this name that was finished or used last, of whatever sources; undefined without one. */
export function lastBuild(options: BuildOptions): Build | undefined {
  const marks = globSync(`${options.name}-*.finished`, { cwd: buildsFolder });
  const [last] = marks
    .map((mark) => join(buildsFolder, mark))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return last === undefined ? last : { ...options, folder: last.replace(/\.finished$/, "") };
}

/** Removes the builds of a name that nobody has used for an hour. */
export function removeOld(name: string): void {
  const folders = globSync(`${name}-*`, { cwd: buildsFolder }).filter((entry) =>
    new RegExp(`^${name}-[0-9a-f]{12}$`).test(entry),
  );
  for (const folder of folders.map((entry) => join(buildsFolder, entry))) {
    const mark = `${folder}.finished`;
    const lastUsed = statSync(existsSync(mark) ? mark : folder).mtimeMs;
    if (Date.now() - lastUsed < keptFor) continue;
    for (const path of [mark, `${folder}.log`, folder])
      rmSync(path, { recursive: true, force: true });
  }
}

/** Waits until no other process makes this folder. @returns what gives it back. */
export async function claim(folder: string): Promise<() => void> {
  for (let waited = 0; ; waited++) {
    try {
      return claimFolder(folder, "A build").release;
    } catch (error) {
      if (waited > 600 || !existsSync(`${folder}.lock`)) throw error;
      await sleep(1_000);
    }
  }
}

/** The last lines of a log, for an error message. */
export function tail(text: string, lines: number): string {
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}
