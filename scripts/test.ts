import { ensureTools, type Tool } from "#scripts/install-tools.ts";
import { runCommand } from "./command.ts";
import { explain } from "./explain.ts";
import { whenAskedToStop } from "./stopping.ts";
import { areBuildsUnderWay, makeBuilds } from "./test/builds.ts";
import { changedFiles, describePlan, planFor } from "./test/changed.ts";
import { ProgramFailed, runProgram, stopPrograms, wasStopped } from "./test/program.ts";
import { describeTimes, noteStep } from "./test/times.ts";
import { runVitest, total } from "./test/vitest.ts";
import { UsageError } from "./usage-error.ts";

const usage = `npm test                                    every step, until one fails
npm test -- edge                            one step
npm test -- edge -t "a member"              one step, with arguments for vitest
npm test -- changed                         what differs from main, by what imports it
npm test -- --times                         says where the time went; after a step's name too

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

const toolsOfDatabase = ["pgbouncer", "openssl", "python3"] as const;

const steps: Record<string, Step> = {
  tools: alone(async () => ensureTools(["pgbouncer", "openssl", "chromium", "python3"])),
  lint: (args) => runProgram("@biomejs/biome/bin/biome", ["check", ...args, "."]),
  types: alone(async () => {
    await runProgram("next/dist/bin/next", ["typegen"], "quiet");
    await runProgram("typescript/bin/tsc", ["--noEmit"]);
  }),
  unit: tests("unit", ["unit"], "python3"),
  database: tests("database", ["database", "products"], ...toolsOfDatabase),
  sync: tests("sync", ["sync"], "pgbouncer"),
  builds: alone(() => makeBuilds()),
  identity: tests("identity", ["identity"], "pgbouncer"),
  edge: tests("edge", ["edge", "node"], "pgbouncer"),
  browser: tests("browser", ["browser", "browser-node"], "pgbouncer", "chromium"),
};

/** A step that runs projects of vitest. */
function tests(step: string, projects: string[], ...tools: Tool[]): Step {
  return async (args) => {
    ensureTools(tools);
    await runVitest(step, projects, args);
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
  const seconds = (performance.now() - began) / 1_000;
  noteStep(name, seconds);
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
  return code;
}

/** The steps for what has changed. */
function stepsForChange(): Record<string, Step> {
  const root = process.cwd();
  const changed = changedFiles(root);
  const plan = planFor(changed, root);
  console.log(describePlan(changed, plan));
  if (plan.all !== undefined) return steps;
  const { lint, types, unit } = steps;
  if (!lint || !types || !unit) throw new Error("unreachable");
  const database = tests("database", ["database", "products", "sync"], ...toolsOfDatabase);
  return {
    lint,
    types,
    unit,
    ...(plan.files.length > 0 && { database: () => database(plan.files) }),
  };
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
  if (showsTimes) console.log(describeTimes());
  console.log(`${total.passed} passed, ${total.failed} failed`);
  // Nobody needs what is still being built.
  if (areBuildsUnderWay()) process.exit(code);
  return wasStopped() ? 130 : code;
}

const typed = process.argv.slice(2);
const showsTimes = typed.includes("--times");
// What comes after the step is for vitest or Biome.
const [name = "", ...args] = typed.filter((word) => word !== "--times");
const isStep = name === "changed" || Object.hasOwn(steps, name);
await runCommand(
  {
    name: "npm test",
    usage,
    options: { times: { type: "boolean" } },
    words: 1,
    // A test never meets a developer's database or key.
    files: "none",
    stopsItself: true,
    async run({ words: [word] }) {
      if (word !== undefined && !isStep) {
        throw new UsageError(`Unknown step ${word}. See: npm test -- --help`);
      }
      whenAskedToStop(stopPrograms);
      if (name === "changed") {
        if (args[0] !== undefined) {
          throw new UsageError(`This step takes no further words, such as ${args[0]}.`);
        }
        return runAll(stepsForChange(), []);
      }
      const step = steps[name];
      return runAll(step ? { [name]: step } : steps, args);
    },
  },
  isStep ? [name, ...args.filter((word) => word === "--help" || word === "-h")] : undefined,
);
