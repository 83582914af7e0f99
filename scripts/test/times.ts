import { relative } from "node:path";
import type { Report } from "./vitest.ts";

interface Ran {
  step: string;
  seconds: number;
}

interface TestedFile {
  step: string;
  name: string;
  /** All in milliseconds; what is not in a test is in a hook. */
  took: number;
  inTests: number;
  tests: { name: string; took: number }[];
}

const steps: Ran[] = [];
const files: TestedFile[] = [];
const beforeFirst = new Map<string, number>();

/** Notes how long a step took. */
export function noteStep(step: string, seconds: number): void {
  steps.push({ step, seconds });
}

/** Notes what vitest reports of a step. @param began when vitest was started, in milliseconds since 1970. */
export function noteReport(step: string, report: Report, began: number): void {
  const starts = report.testResults.map(({ startTime }) => startTime);
  if (starts.length > 0) beforeFirst.set(step, Math.min(...starts) - began);
  for (const { name, startTime, endTime, assertionResults } of report.testResults) {
    const tests = assertionResults.map(({ fullName, duration }) => ({
      name: fullName,
      took: duration ?? 0,
    }));
    files.push({
      step,
      name: relative(process.cwd(), name),
      took: endTime - startTime,
      inTests: tests.reduce((sum, { took }) => sum + took, 0),
      tests,
    });
  }
}

/** Where the time went: by step, by room, and in the slowest files and tests. */
export function describeTimes(): string {
  const sum = (list: readonly TestedFile[], of: "took" | "inTests") =>
    list.reduce((total, file) => total + file[of], 0) / 1_000;
  const inStep = (step: string) => files.filter((file) => file.step === step);
  const rooms = Map.groupBy(files, ({ name }) => name.split("/").slice(0, 2).join("/"));
  return [
    "\nStep: seconds; those of its files one after another, in tests and in hooks; before the first",
    ...steps.map(({ step, seconds }) => {
      const own = inStep(step);
      if (own.length === 0) return row(seconds, step);
      const inTests = sum(own, "inTests");
      const inHooks = sum(own, "took") - inTests;
      const before = (beforeFirst.get(step) ?? 0) / 1_000;
      return `${row(seconds, step)}  (${round(inTests)} + ${round(inHooks)}; ${round(before)})`;
    }),
    "\nRoom: seconds of its files",
    ...slowest([...rooms].map(([room, own]) => ({ name: room, took: sum(own, "took") * 1_000 }))),
    "\nSlowest files",
    ...slowest(files.map(({ step, name, took }) => ({ name: `${step} ${name}`, took }))),
    "\nSlowest tests",
    ...slowest(files.flatMap(({ tests }) => tests)),
  ].join("\n");
}

const slowest = (list: readonly { name: string; took: number }[]) =>
  list
    .toSorted((a, b) => b.took - a.took)
    .slice(0, 20)
    .map(({ name, took }) => row(took / 1_000, name));

const round = (seconds: number) => seconds.toFixed(1);
const row = (seconds: number, name: string) => `${round(seconds).padStart(8)}  ${name}`;
