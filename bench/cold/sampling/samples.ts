import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** One number that was measured. */
export interface Sample {
  layer: string;
  variant: string;
  /** Milliseconds of a round trip. */
  delay: number;
  measure: string;
  unit: "ms" | "MB" | "turns";
  value: number;
}

/** All that was measured in one run, and a line of JSON for each in a file. */
export class Samples {
  readonly file: string;
  readonly #all: Sample[] = [];

  /** @param environment goes before the samples, as the first line. */
  constructor(file: string, environment: unknown) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify({ layer: "environment", environment })}\n`);
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
