import { ensureTools, type Tool } from "#scripts/install-tools.ts";
import { buildApp, builds } from "#tests/build/build.ts";
import { runCommand } from "./command.ts";
import { explain } from "./explain.ts";
import { whenAskedToStop } from "./stopping.ts";
import { ProgramFailed, runProgram, stopPrograms, wasStopped } from "./test/program.ts";
import { runVitest, total } from "./test/vitest.ts";
import { UsageError } from "./usage-error.ts";

const usage = `npm test                                    every step, until one fails
npm test -- edge                            one step
npm test -- edge -t "a member"              one step, with arguments for vitest

tools     install PgBouncer, OpenSSL, Chromium and Python, when they are missing and apt-get may
lint      Biome
types     TypeScript
unit      pure functions
database  real Postgres, on every driver
sync      webhooks out of order, concurrently, and while services are killed
builds    the app for Vercel, for Node alone, and with Clerk
identity  signing in with Clerk, and the contents of each build
edge      the pages in workerd, and on Node
browser   the app in Chromium, with its pages on the edge, and on Node`;

type Step = (args: string[]) => Promise<void>;

const steps: Record<string, Step> = {
  tools: alone(async () => ensureTools(["pgbouncer", "openssl", "chromium", "python3"])),
  lint: (args) => runProgram("@biomejs/biome/bin/biome", ["check", ...args, "."]),
  types: alone(async () => {
    await runProgram("next/dist/bin/next", ["typegen"], "quiet");
    await runProgram("typescript/bin/tsc", ["--noEmit"]);
  }),
  unit: tests(["unit"], "python3"),
  database: tests(["database"], "pgbouncer", "openssl", "python3"),
  sync: tests(["sync"], "pgbouncer"),
  builds: alone(() => makeBuilds()),
  identity: tests(["identity"], "pgbouncer"),
  edge: tests(["edge", "node"], "pgbouncer"),
  browser: tests(["browser", "browser-node"], "pgbouncer", "chromium"),
};

let building: Promise<void> | undefined;
let isBuilding = false;

/** Makes all builds, once: who asks again waits for the same ones. */
function makeBuilds(): Promise<void> {
  isBuilding = true;
  building ??= (async () => {
    for (const build of Object.values(builds)) await buildApp(build);
  })().finally(() => {
    isBuilding = false;
  });
  return building;
}

/** A step that runs projects of vitest. */
function tests(projects: string[], ...tools: Tool[]): Step {
  return async (args) => {
    ensureTools(tools);
    await runVitest(projects, args);
  };
}

/** A step that takes no further words. */
function alone(step: () => Promise<void>): Step {
  return async ([word]) => {
    if (word !== undefined) {
      throw new UsageError(`This step takes no more arguments. Unexpected: ${word}.`);
    }
    await step();
  };
}

/** Runs one step and says how it went. @returns its exit code. */
async function run(name: string, step: Step, args: string[]): Promise<number> {
  const began = performance.now();
  const failures = total.failed;
  let code = 0;
  try {
    await step(args);
  } catch (error) {
    code = error instanceof ProgramFailed ? error.code : 1;
    if (!(error instanceof ProgramFailed)) console.error(explain(error));
    // A step that fails without a test is a failure too.
    if (total.failed === failures) total.failed += 1;
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
  return code;
}

/** @returns the exit code of the first step that failed. */
async function runAll(chosen: Record<string, Step>, args: string[]): Promise<number> {
  let code = 0;
  for (const [name, step] of Object.entries(chosen)) {
    code = await run(name, step, args);
    if (code !== 0 || wasStopped()) break;
    // The database tests wait for Postgres now and then, and builds use that time. Their own step
    // tells what became of them.
    if (name === "types" && chosen.builds) makeBuilds().catch(() => {});
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  // Nobody needs what is still being built.
  if (isBuilding) process.exit(code);
  return wasStopped() ? 130 : code;
}

// What comes after the step is for vitest or Biome.
const [name = "", ...args] = process.argv.slice(2);
const chosen = Object.hasOwn(steps, name) ? steps[name] : undefined;
await runCommand(
  {
    name: "npm test",
    usage,
    words: 1,
    // A test never meets a developer's database or key.
    files: "none",
    stopsItself: true,
    async run({ words: [word] }) {
      if (word !== undefined && !chosen) {
        throw new UsageError(`Unknown step ${word}. See: npm test -- --help`);
      }
      whenAskedToStop(stopPrograms);
      return runAll(chosen ? { [name]: chosen } : steps, args);
    },
  },
  chosen ? [name, ...args.filter((word) => word === "--help" || word === "-h")] : undefined,
);
