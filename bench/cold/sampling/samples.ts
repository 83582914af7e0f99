import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

/** One number that was measured. */
export const sample = z.object({
  layer: z.string(),
  variant: z.string(),
  /** Milliseconds of a round trip. */
  delay: z.number(),
  measure: z.string(),
  unit: z.enum(["ms", "MB", "KB", "turns"]),
  value: z.number(),
});
export type Sample = z.output<typeof sample>;

/** All that was measured in one run, and a line of JSON for each in a file. */
export class Samples {
  readonly file: string;
  readonly #all: Sample[] = [];

  /** @param known samples that are in the file already. */
  constructor(file: string, known: readonly Sample[] = []) {
    this.file = file;
    this.#all.push(...known);
  }

  /** Begins a file. @param environment goes before the samples, as the first line. */
  static begin(file: string, environment: unknown): Samples {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify({ layer: "environment", environment })}\n`);
    return new Samples(file);
  }

  /** The delays that there are samples of, the shortest first. */
  delays(): number[] {
    return [...new Set(this.#all.map(({ delay }) => delay))].toSorted((a, b) => a - b);
  }

  add(...samples: Sample[]): void {
    this.#all.push(...samples);
    appendFileSync(this.file, samples.map((sample) => `${JSON.stringify(sample)}\n`).join(""));
  }

  /** The numbers of one cell, in the order in which they were measured. */
  values(wanted: Pick<Sample, "layer" | "variant" | "measure" | "delay">): number[] {
    return this.#all
      .filter(
        (sample) =>
          sample.layer === wanted.layer &&
          sample.variant === wanted.variant &&
          sample.measure === wanted.measure &&
          sample.delay === wanted.delay,
      )
      .map(({ value }) => value);
  }

  /** How many samples the cell has that has most, of one of these measures. */
  most(measures: readonly string[]): number {
    const own = this.#all.filter(({ measure }) => measures.includes(measure));
    const cells = Map.groupBy(own, ({ variant, delay }) => `${variant} ${delay}`);
    return Math.max(0, ...[...cells.values()].map(({ length }) => length));
  }
}
