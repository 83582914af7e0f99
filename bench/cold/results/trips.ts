import { drivers, isolates, processes, streamed } from "#lib/site/benchmarks/names.ts";
import type { Trips } from "#lib/site/benchmarks/summary.ts";
import type { Run } from "../layer.ts";
import type { Interval } from "../statistics/bootstrap.ts";
import { median } from "../statistics/median.ts";
import { tripsBySlope } from "../statistics/slope.ts";

/** How far from the interval of the slope the turns may lie, which are whole. */
const tolerance = 0.5;

/** A slope whose interval is wider than this could agree with anything. */
const widest = 2;

/** Trips by the slope of latency over delay, beside the turns that the delayer saw. */
export function countTrips(
  { samples, delays }: Pick<Run, "samples" | "delays">,
  measures: string[],
): Trips[] {
  const starts = [
    ...[...isolates, ...processes].map((variant) => [variant, "first byte"] as const),
    ...streamed.map((variant) => [variant, "whole text"] as const),
  ].map(([variant, measure]) => ["start", variant, measure, "turns"] as const);
  const queries = drivers.flatMap((variant) =>
    measures.map((measure) => ["driver", variant, measure, `turns of ${measure}`] as const),
  );
  return [...starts, ...queries].flatMap(([layer, variant, measure, turnsMeasure]) => {
    const of = (name: string) =>
      new Map(
        delays
          .map(
            (delay) => [delay, samples.values({ layer, variant, delay, measure: name })] as const,
          )
          .filter(([, values]) => values.length > 0),
      );
    // At no delay at all, what the server says on its own, such as TLS tickets, comes in between.
    const counted = [...of(turnsMeasure)]
      .filter(([delay]) => delay >= 10)
      .flatMap(([, all]) => all);
    const times = of(measure);
    if (times.size < 2 || counted.length === 0) return [];
    const slope = tripsBySlope(times);
    const turns = median(counted);
    return [{ layer, variant, measure, slope, turns, agree: doAgree(slope, turns) }];
  });
}

function doAgree({ low, high }: Interval, turns: number): Trips["agree"] {
  if (turns < low - tolerance || turns > high + tolerance) return "no";
  return high - low > widest ? "unclear" : "yes";
}
