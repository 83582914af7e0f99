import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bootstrap,
  differenceOfMedians,
  medianInterval,
  ratioOfMedians,
} from "../../bench/cold/statistics/bootstrap.ts";
import { checkControls, mustBelieve } from "../../bench/cold/statistics/controls.ts";
import { median, quantile } from "../../bench/cold/statistics/median.ts";
import { seeded, shuffled } from "../../bench/cold/statistics/random.ts";
import { slope, tripsBySlope } from "../../bench/cold/statistics/slope.ts";

/** Samples as a machine gives them: most near `middle`, some far above it. */
function noisy(middle: number, count: number, seed: number): number[] {
  const random = seeded(seed);
  return Array.from(
    { length: count },
    () => middle * (1 + 0.05 * random() - 0.1 * Math.log(random() || 1) * 0.3),
  );
}

test("a median lies in the middle, also between two samples", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(quantile([0, 10], 0.25)).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
});

test("samples that are all the same leave no doubt", () => {
  expect(medianInterval([7, 7, 7])).toEqual({ value: 7, low: 7, high: 7 });
});

test("the interval of a median is that of the order statistics", () => {
  // Of 100 samples, the median lies between the 40th and the 61st with 95 % (binomial).
  const { low, high } = medianInterval(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(low).toBeGreaterThanOrEqual(39);
  expect(low).toBeLessThanOrEqual(43);
  expect(high).toBeGreaterThanOrEqual(58);
  expect(high).toBeLessThanOrEqual(62);
});

test("the interval of a mean is that of the normal distribution", () => {
  const values = noisy(100, 400, 3);
  const mean = (all: readonly number[]) => all.reduce((a, b) => a + b, 0) / all.length;
  const { low, high } = bootstrap([values], ([own = []]) => mean(own));
  const deviation = Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
  const expected = (2 * 1.96 * deviation) / Math.sqrt(values.length);
  expect(high - low).toBeGreaterThan(expected * 0.85);
  expect(high - low).toBeLessThan(expected * 1.15);
});

test("about 95 of 100 intervals hold the true ratio", () => {
  let held = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { low, high } = ratioOfMedians(
      noisy(200, 40, seed * 2 + 1),
      noisy(100, 40, seed * 2 + 2),
      {
        resamples: 400,
      },
    );
    if (low <= 2 && high >= 2) held += 1;
  }
  expect(held).toBeGreaterThan(176);
});

test("the same samples give the same interval, and hold their own estimate", () => {
  const samples = fc.array(fc.double({ min: 1, max: 1_000, noNaN: true }), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(samples, samples, (one, other) => {
      const first = ratioOfMedians(one, other, { resamples: 100 });
      expect(ratioOfMedians(one, other, { resamples: 100 })).toEqual(first);
      expect(first.low).toBeLessThanOrEqual(first.high);
    }),
    { numRuns: 50 },
  );
});

test("the slope over delay counts trips", () => {
  expect(
    slope([
      [0, 50],
      [10, 80],
      [40, 170],
    ]),
  ).toBeCloseTo(3);
  const samples = new Map(
    [0, 1, 10, 40, 80].map((delay) => [
      delay,
      noisy(100, 40, delay).map((value) => value + 7 * delay),
    ]),
  );
  const { low, value, high } = tripsBySlope(samples);
  expect(value).toBeCloseTo(7, 0);
  expect(low).toBeLessThanOrEqual(7.1);
  expect(high).toBeGreaterThanOrEqual(6.9);
});

test("a run is believed when the same is the same and a sleep is seen", () => {
  const plain = noisy(100, 40, 1);
  const again = noisy(100, 40, 2);
  const slow = noisy(100, 40, 3).map((value) => value + 20);
  const controls = checkControls({ plain, again, slow });
  expect(controls.problem).toBeNull();
  expect(controls.slow.value).toBeCloseTo(20, -1);
  expect(() => mustBelieve("cold starts", controls)).not.toThrow();
});

test("a run is stopped when the same differs, or a sleep is not seen", () => {
  const plain = noisy(100, 40, 1);
  const slow = plain.map((value) => value + 20);
  const differs = checkControls({ plain, again: noisy(120, 40, 2), slow });
  expect(() => mustBelieve("cold starts", differs)).toThrow(/two names differs/);
  const unseen = checkControls({ plain, again: noisy(100, 40, 2), slow: noisy(100, 40, 3) });
  expect(() => mustBelieve("cold starts", unseen)).toThrow(/does not see a sleep of 20 ms/);
});

test("an order drawn at random holds everything once, and every order comes up", () => {
  const seen = new Set(Array.from({ length: 200 }, () => shuffled([1, 2, 3]).join("")));
  expect([...seen].toSorted()).toEqual(["123", "132", "213", "231", "312", "321"]);
});

test("a difference of medians is told in the unit of the samples", () => {
  expect(differenceOfMedians([30, 30], [10, 10]).value).toBe(20);
});
