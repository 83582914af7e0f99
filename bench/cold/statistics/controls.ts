import { differenceOfMedians, type Interval, ratioOfMedians } from "./bootstrap.ts";

/** What a layer must see in itself before anybody believes it. */
export interface Controls {
  /** The same thing twice, under two names: the ratio, which must be able to be 1. */
  again: Interval;
  /** With 20 ms of sleep: the difference in milliseconds, which must be above 0. */
  slow: Interval;
  /** Why the layer cannot be believed. */
  problem: string | null;
}

/** How much later the slow one answers. */
export const sleep = 20;

export class ControlError extends Error {
  override name = "ControlError";
}

// Of a hundred honest runs one would be stopped; with 95 % it would be one in twenty.
const confidence = 0.99;

/** @param samples of one variant, of the same under another name, and of it with the sleep. */
export function checkControls(samples: {
  plain: readonly number[];
  again: readonly number[];
  slow: readonly number[];
}): Controls {
  const again = ratioOfMedians(samples.again, samples.plain, { confidence });
  const slow = differenceOfMedians(samples.slow, samples.plain, { confidence });
  return { again, slow, problem: problemOf(again, slow) };
}

function problemOf(again: Interval, slow: Interval): string | null {
  if (again.low > 1 || again.high < 1) {
    return `the same variant under two names differs by a factor of ${between(again)}`;
  }
  if (slow.low <= 0) return `it does not see a sleep of ${sleep} ms (${between(slow)} ms)`;
  return null;
}

const between = ({ low, high }: Interval) => `${low.toFixed(2)} to ${high.toFixed(2)}`;

/** @throws ControlError when a layer cannot be believed. */
export function mustBelieve(layer: string, { problem }: Controls): void {
  if (!problem) return;
  throw new ControlError(
    `The layer "${layer}" is not reliable: ${problem}. Is something else running on this machine? With --despite-controls it is reported all the same.`,
  );
}
