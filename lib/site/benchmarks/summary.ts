import { z } from "zod";

/** An estimate, and the 95 % interval that it lies in. */
const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Interval = z.output<typeof interval>;

/** What one variant took at one delay (milliseconds of a round trip). */
const cell = interval.extend({
  variant: z.string(),
  delay: z.number(),
  /** Each sample. */
  samples: z.array(z.number()),
});
export type Cell = z.output<typeof cell>;

/** Round trips, counted twice. */
const trips = z.object({
  layer: z.enum(["start", "driver"]),
  variant: z.string(),
  measure: z.string(),
  /** By how many milliseconds the median grows with each of a round trip. */
  slope: interval,
  /** How often the delayer saw the client speak after it had been answered; the median. */
  turns: z.number(),
  /** Unclear when the slope is known too badly to say. */
  agree: z.enum(["yes", "no", "unclear"]),
});
export type Trips = z.output<typeof trips>;

/** What a run of `npm run bench -- all` found; lib/site/benchmarks/summary.json is the last one that was kept. */
export const benchmarkSummary = z.object({
  measuredAt: z.string(),
  isComplete: z.boolean(),
  rounds: z.number(),
  delays: z.array(z.number()),
  environment: z.object({
    cpu: z.string(),
    cores: z.number(),
    memory: z.number(),
    kernel: z.string(),
    load: z.number(),
    loadAfter: z.number(),
    versions: z.record(z.string(), z.string()),
  }),
  controls: z.array(
    z.object({
      layer: z.string(),
      again: interval,
      slow: interval,
      problem: z.string().nullable(),
    }),
  ),
  /** Milliseconds to the first byte, of pages that answer with their data. */
  starts: z.array(cell),
  /** Milliseconds to the first byte and to the data, of pages that do and of one that does not. */
  data: z
    .array(
      z.object({
        variant: z.string(),
        delay: z.number(),
        firstByte: interval,
        firstData: interval,
      }),
    )
    .default([]),
  /** MB, the most that the process held. */
  memory: z.array(cell.omit({ samples: true })),
  /** KB of a function, gzipped; one on Node is all of its files. */
  sizes: z.array(z.object({ variant: z.string(), value: z.number() })).default([]),
  /** `variant` takes as many times as long as `by`. */
  ratios: z.array(interval.extend({ variant: z.string(), by: z.string(), delay: z.number() })),
  drivers: z.array(cell.omit({ samples: true }).extend({ measure: z.string() })),
  trips: z.array(trips),
  warm: z.array(
    z.object({
      variant: z.string(),
      delay: z.number(),
      rate: z.number(),
      requests: z.number(),
      p50: z.number(),
      p99: z.number(),
      p999: z.number(),
    }),
  ),
});
export type BenchmarkSummary = z.output<typeof benchmarkSummary>;
