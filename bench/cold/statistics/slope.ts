import { bootstrap, type Interval } from "./bootstrap.ts";
import { median } from "./median.ts";

/** The slope of the line through points that has the least squares. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const x = mean(points.map(([at]) => at));
  const y = mean(points.map(([, value]) => value));
  const along = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
  return along / points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
}

/**
 * How many round trips something waits for: by how many milliseconds its median grows with each
 * millisecond of a round trip.
 * @param samples the samples of each delay; at least two delays.
 */
export function tripsBySlope(samples: ReadonlyMap<number, readonly number[]>): Interval {
  const delays = [...samples.keys()];
  return bootstrap([...samples.values()], (groups) =>
    slope(groups.map((group, index) => [delays[index] ?? Number.NaN, median(group)])),
  );
}
