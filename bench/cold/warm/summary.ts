import { createHistogram } from "node:perf_hooks";
import { processes } from "#lib/site/benchmarks/names.ts";
import type { BenchmarkSummary } from "#lib/site/benchmarks/summary.ts";
import type { Run } from "../layer.ts";
import { layer, rateAt } from "./layer.ts";

/** The percentiles of each variant, in milliseconds. */
export function warmSummary({
  samples,
  delays,
}: Pick<Run, "samples" | "delays">): BenchmarkSummary["warm"] {
  return delays.flatMap((delay) =>
    processes.flatMap((variant) => {
      const values = samples.values({ layer, variant, delay, measure: "latency" });
      if (values.length === 0) return [];
      const histogram = createHistogram({ figures: 3 });
      for (const value of values) histogram.record(Math.max(1, Math.round(value * 1_000)));
      const [p50 = 0, p99 = 0, p999 = 0] = [50, 99, 99.9].map(
        (percent) => histogram.percentile(percent) / 1_000,
      );
      return [{ variant, delay, rate: rateAt(delay), requests: values.length, p50, p99, p999 }];
    }),
  );
}
