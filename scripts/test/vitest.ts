import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../usage-error.ts";
import { runProgram } from "./program.ts";
import { noteReport } from "./times.ts";

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), duration: z.nullish(z.number()) }),
      ),
    }),
  ),
});

/** What vitest tells of a run; times are in milliseconds. */
export type Report = z.output<typeof report>;

/** What all runs of vitest counted together. */
export const total = { passed: 0, failed: 0 };

/**
 * Runs projects of vitest.
 * @param step that they are, in what `--times` tells.
 * @throws UsageError when vitest does not know an argument. @throws ProgramFailed
 */
export async function runVitest(step: string, projects: string[], args: string[]): Promise<void> {
  await checkArguments(args);
  const folder = mkdtempSync(join(tmpdir(), "penning-test-run-"));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const file = join(folder, "report.json");
  const chosen = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const began = Date.now();
  try {
    await runProgram("vitest/vitest.mjs", ["run", ...chosen, ...reporters, ...args]);
  } finally {
    if (existsSync(file)) {
      const counted = report.parse(JSON.parse(readFileSync(file, "utf8")));
      total.passed += counted.numPassedTests;
      total.failed += counted.numFailedTests;
      noteReport(step, counted, began);
    }
    removeFolder();
    process.off("exit", removeFolder);
  }
}

/** vitest itself would throw a stack. */
async function checkArguments(args: string[]): Promise<void> {
  if (args.length === 0) return;
  const { createCLI } = await import("vitest/node");
  try {
    const cli = createCLI();
    cli.parse(["node", "vitest", "run", ...args], { run: false });
    cli.matchedCommand?.checkUnknownOptions();
    cli.matchedCommand?.checkOptionValue();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Invalid vitest arguments: ${problem}. See: npx vitest --help`);
  }
}
