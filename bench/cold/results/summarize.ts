import { bare, drivers, isolates, processes, streamed, today } from "#lib/site/benchmarks/names.ts";
import { type BenchmarkSummary, benchmarkSummary } from "#lib/site/benchmarks/summary.ts";
import type { Run } from "../layer.ts";
import { medianInterval, ratioOfMedians } from "../statistics/bootstrap.ts";
import { warmSummary } from "../warm/summary.ts";
import { controlsOf } from "./controls.ts";
import { countTrips } from "./trips.ts";

const measures = ["cold query", "warm query", "transaction"];

/** What is kept of a run, with as many digits as mean something. */
export function summarize(of: {
  run: Pick<Run, "samples" | "delays">;
  environment: BenchmarkSummary["environment"];
  isComplete: boolean;
}): BenchmarkSummary {
  const { samples, delays } = of.run;
  const answers = [...bare, ...isolates, ...processes];
  const starts = (measure: string, variants: readonly string[] = answers) =>
    variants.flatMap((variant) =>
      delays.flatMap((delay) => {
        const values = samples.values({ layer: "start", variant, delay, measure });
        return values.length === 0 ? [] : [{ variant, delay, values }];
      }),
    );
  const all = [...answers, ...streamed];
  // A run that has no streamed page has nothing to tell apart.
  const hasStreamed = starts("whole text", streamed).length > 0;
  const withData = hasStreamed ? [...processes, ...streamed] : [];
  const reading = starts("first byte").filter(({ variant }) => !bare.includes(variant));
  return benchmarkSummary.parse(
    rounded({
      measuredAt: new Date().toISOString(),
      isComplete: of.isComplete,
      rounds: samples.most(["first byte", "cold query"]),
      delays,
      environment: of.environment,
      controls: Object.entries(controlsOf(samples)).map(([layer, controls]) => ({
        layer,
        ...controls,
      })),
      starts: starts("first byte").map(({ values, ...cell }) => ({
        ...cell,
        ...medianInterval(values),
        samples: values,
      })),
      data: starts("whole text", withData).map(({ variant, delay, values }) => ({
        variant,
        delay,
        firstByte: medianInterval(
          samples.values({ layer: "start", variant, delay, measure: "first byte" }),
        ),
        firstData: medianInterval(values),
      })),
      memory: starts("peak memory", all)
        .filter(({ delay }) => delay === 0)
        .map(({ values, ...cell }) => ({ ...cell, ...medianInterval(values) })),
      sizes: starts("gzipped", all).flatMap(({ variant, values }) =>
        values.slice(0, 1).map((value) => ({ variant, value })),
      ),
      ratios: reading.flatMap((other) =>
        today.includes(other.variant)
          ? reading
              .filter(({ variant, delay }) => delay === other.delay && variant !== other.variant)
              .map(({ variant, delay, values }) => ({
                variant: other.variant,
                by: variant,
                delay,
                ...ratioOfMedians(other.values, values),
              }))
          : [],
      ),
      drivers: drivers.flatMap((variant) =>
        measures.flatMap((measure) =>
          delays.flatMap((delay) => {
            const values = samples.values({ layer: "driver", variant, delay, measure });
            return values.length === 0
              ? []
              : [{ variant, measure, delay, ...medianInterval(values) }];
          }),
        ),
      ),
      trips: countTrips(of.run, measures),
      warm: warmSummary(of.run),
    }),
  );
}

/** Three digits after the point; a hundredth of a millisecond is noise. */
function rounded(value: unknown): unknown {
  if (typeof value === "number") return Math.round(value * 1_000) / 1_000;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}
