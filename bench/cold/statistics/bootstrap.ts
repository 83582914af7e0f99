import { median, quantile } from "./median.ts";
import { seeded } from "./random.ts";

/** An estimate, and between what it lies with the confidence that was asked for. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

export interface BootstrapOptions {
  /** 0.95 unless told. */
  confidence?: number;
  resamples?: number;
}

/**
 * The percentile bootstrap: `estimate` of groups of samples, and its spread when each group is drawn
 * again from itself. The same samples give the same interval.
 */
export function bootstrap(
  groups: readonly (readonly number[])[],
  estimate: (groups: readonly (readonly number[])[]) => number,
  { confidence = 0.95, resamples = 2_000 }: BootstrapOptions = {},
): Interval {
  const random = seeded(1);
  const estimates = Array.from({ length: resamples }, () =>
    estimate(groups.map((group) => group.map(() => group[drawn(group.length)] ?? Number.NaN))),
  );
  return {
    value: estimate(groups),
    low: quantile(estimates, (1 - confidence) / 2),
    high: quantile(estimates, (1 + confidence) / 2),
  };

  function drawn(length: number): number {
    return Math.floor(random() * length);
  }
}

/** The median with its interval. */
export const medianInterval = (values: readonly number[], options?: BootstrapOptions): Interval =>
  bootstrap([values], ([own = []]) => median(own), options);

/** The median of `values` in medians of `base`. */
export const ratioOfMedians = (
  values: readonly number[],
  base: readonly number[],
  options?: BootstrapOptions,
): Interval =>
  bootstrap([values, base], ([own = [], other = []]) => median(own) / median(other), options);

/** By how much the median of `values` is greater than that of `base`. */
export const differenceOfMedians = (
  values: readonly number[],
  base: readonly number[],
  options?: BootstrapOptions,
): Interval =>
  bootstrap([values, base], ([own = [], other = []]) => median(own) - median(other), options);
