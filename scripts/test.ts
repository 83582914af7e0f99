import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ensureTools, type Tool } from "#scripts/install-tools.ts";
import { buildApp, builds } from "#tests/build/build.ts";

const usage = `npm test                                    every step, until one fails
npm test -- edge                            one step
npm test -- edge -t "a member"              one step, with arguments for vitest

tools     install PgBouncer, OpenSSL and Chromium, when they are missing and apt-get may
lint      Biome
types     TypeScript
unit      functions alone
database  a real Postgres, on every driver
sync      webhooks in every order, at once, and while the services are killed
builds    the app for Vercel, for Node alone, and with Clerk
identity  signing in with Clerk, and what each build holds
edge      the pages in workerd, and on Node
browser   the app in Chromium, with its pages on the edge, and on Node`;

const root = resolve(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules", name);
const report = join(mkdtempSync(join(tmpdir(), "penning-test-run-")), "report.json");
const total = { passed: 0, failed: 0 };
let running: ChildProcess | undefined;
let isInterrupted = false;

type Step = (args: string[]) => Promise<void>;

const steps: Record<string, Step> = {
  async tools() {
    ensureTools(["pgbouncer", "openssl", "chromium"]);
  },
  lint: (args) => node("@biomejs/biome/bin/biome", ["check", ...args, "."]),
  async types() {
    await node("next/dist/bin/next", ["typegen"], "quiet");
    await node("typescript/bin/tsc", ["--noEmit"]);
  },
  unit: tests(["unit"]),
  database: tests(["database"], "pgbouncer", "openssl"),
  sync: tests(["sync"], "pgbouncer"),
  async builds() {
    for (const build of Object.values(builds)) await buildApp(build);
  },
  identity: tests(["identity"], "pgbouncer"),
  edge: tests(["edge", "node"], "pgbouncer"),
  browser: tests(["browser", "browser-node"], "pgbouncer", "chromium"),
};

/** A step that runs projects of vitest. */
function tests(projects: string[], ...tools: Tool[]): Step {
  return async (args) => {
    ensureTools(tools);
    await vitest(projects, args);
  };
}

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

async function vitest(projects: string[], args: string[]): Promise<void> {
  rmSync(report, { force: true });
  const chosen = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  try {
    await node("vitest/vitest.mjs", ["run", ...chosen, ...reporters, ...args]);
  } finally {
    if (existsSync(report)) {
      const counted = vitestReport.parse(JSON.parse(readFileSync(report, "utf8")));
      total.passed += counted.numPassedTests;
      total.failed += counted.numFailedTests;
    }
  }
}

/** The step said what is wrong; nothing is left to say. */
class StepFailed extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit code ${code}`);
    this.code = code;
  }
}

async function node(script: string, args: string[], output?: "quiet"): Promise<void> {
  const child = spawn(process.execPath, [bin(script), ...args], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", output === "quiet" ? "ignore" : "inherit", "inherit"],
  });
  running = child;
  const [code] = await once(child, "exit");
  running = undefined;
  if (code !== 0) throw new StepFailed(typeof code === "number" ? code : 1);
}

/** Runs one step and says how it went. @returns its exit code. */
async function run(name: string, step: Step, args: string[]): Promise<number> {
  const began = performance.now();
  const failures = total.failed;
  let code = 0;
  try {
    await step(args);
  } catch (error) {
    code = error instanceof StepFailed ? error.code : 1;
    if (!(error instanceof StepFailed)) {
      console.error(error instanceof Error ? error.message : error);
    }
    // A step that fails without a test is a failure too.
    if (total.failed === failures) total.failed += 1;
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
  return code;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (!process.version.startsWith("v24.")) {
    throw new Error(`Penning runs on Node 24, and this is ${process.version}. Use: npm test`);
  }
  const step = name === undefined ? undefined : steps[name];
  if (name !== undefined && !step) {
    console.error(usage);
    return name === "--help" || name === "-h" ? 0 : 1;
  }
  const chosen = name !== undefined && step ? { [name]: step } : steps;
  let code = 0;
  for (const [name, step] of Object.entries(chosen)) {
    code = await run(name, step, args);
    if (code !== 0 || isInterrupted) break;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return isInterrupted ? 130 : code;
}

function interrupt(): void {
  isInterrupted = true;
  // Whatever runs ends what it started, and then this process ends.
  if (running) running.kill("SIGTERM");
  else process.exit(130);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);

// A signal to npm ends the shell between npm and this process, and goes no further.
const { ppid } = process;
setInterval(() => {
  if (process.ppid !== ppid && !isInterrupted) interrupt();
}, 500).unref();

process.on("exit", () => rmSync(resolve(report, ".."), { recursive: true, force: true }));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
