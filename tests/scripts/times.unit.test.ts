import { resolve } from "node:path";
import { expect, test } from "vitest";
import { describeTimes, noteReport, noteStep } from "#scripts/test/times.ts";

test("the times tell the steps, the rooms, and the slowest files and tests", () => {
  const file = (name: string, startTime: number, ...durations: number[]) => ({
    name: resolve(name),
    startTime,
    endTime: startTime + 10_000,
    assertionResults: durations.map((duration, index) => ({
      fullName: `${name} ${index}`,
      duration,
    })),
  });
  const testResults = [
    file("tests/crm/a.test.ts", 5_000, 6_000, 1_000),
    file("tests/crm/b.test.ts", 7_000, 9_000),
    file("tests/mail/c.test.ts", 17_000, 100),
  ];
  noteStep("lint", 1.2);
  noteReport("database", { numPassedTests: 4, numFailedTests: 0, testResults }, 2_000);
  noteStep("database", 25);
  const lines = describeTimes().split("\n");
  expect(lines).toContain("     1.2  lint");
  // 16.1 seconds in tests, the rest of 30 in hooks, and 3 before the first file.
  expect(lines).toContain("    25.0  database  (16.1 + 13.9; 3.0)");
  expect(lines).toContain("    20.0  tests/crm");
  expect(lines).toContain("    10.0  database tests/mail/c.test.ts");
  const slowest = lines.slice(lines.indexOf("Slowest tests") + 1);
  expect(slowest.slice(0, 2)).toEqual([
    "     9.0  tests/crm/b.test.ts 0",
    "     6.0  tests/crm/a.test.ts 0",
  ]);
});
