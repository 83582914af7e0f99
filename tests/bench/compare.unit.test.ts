import { expect, onTestFinished, test, vi } from "vitest";
import { compareSamples } from "../../bench/cold/results/compare.ts";
import { seeded } from "../../bench/cold/statistics/random.ts";

function run(middle: number, seed: number, turns = 3, delay = 40): unknown[] {
  const random = seeded(seed);
  const at = { layer: "start", variant: "edge-page", delay };
  return Array.from({ length: 40 }, () => [
    { ...at, measure: "first byte", unit: "ms", value: middle * (1 + 0.1 * random()) },
    { ...at, measure: "turns", unit: "turns", value: turns },
  ]).flat();
}

function silence() {
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "table")];
  for (const spy of spies) spy.mockImplementation(() => {});
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
  });
}

test("two runs of the same are no worse than each other", () => {
  silence();
  expect(compareSamples(run(100, 1), run(100, 2))).toBe(true);
});

test("a run that is slower beyond doubt is worse, and a faster one is not", () => {
  silence();
  expect(compareSamples(run(100, 1), run(120, 2))).toBe(false);
  expect(compareSamples(run(120, 1), run(100, 2))).toBe(true);
});

test("one more trip is worse, however fast", () => {
  silence();
  expect(compareSamples(run(100, 1, 3), run(80, 2, 4))).toBe(false);
});

test("at no delay, turns are not counted on", () => {
  silence();
  expect(compareSamples(run(100, 1, 3, 0), run(100, 2, 4, 0))).toBe(true);
});
