import * as z from "zod";
import { UsageError } from "#scripts/usage-error.ts";
import { compareBytes } from "./bytes/compare.ts";
import { compareSamples } from "./cold/results/compare.ts";
import { readLines } from "./lines.ts";

/** Compares the lines of one layer, before and after; prints what changed, and says whether it is no worse. */
type Compare = (before: unknown[], after: unknown[]) => boolean;

/** By the `layer` that each line of raw figures names. */
const comparisons: Record<string, Compare> = {
  bytes: compareBytes,
  start: compareSamples,
  driver: compareSamples,
  warm: compareSamples,
  // Where a run took place.
  environment: () => true,
};

const line = z.looseObject({ layer: z.string() });

/**
 * `compare A.jsonl B.jsonl`: whether B is no worse than A, layer by layer.
 * @throws Error when there is nothing to compare, or no way to compare it.
 */
export async function compare([before, after]: string[]): Promise<boolean> {
  if (!before || !after) {
    throw new UsageError("Name both files: npm run bench -- compare <before.jsonl> <after.jsonl>");
  }
  const [first, second] = [before, after].map((file) =>
    Map.groupBy(z.array(line).parse(readLines(file)), ({ layer }) => layer),
  );
  const both = [...(first?.keys() ?? [])].filter((layer) => second?.has(layer));
  if (both.length === 0) throw new Error(`${before} and ${after} have no layer in common`);
  return both
    .map((layer) => {
      const comparison = Object.hasOwn(comparisons, layer) ? comparisons[layer] : undefined;
      if (!comparison) throw new Error(`There is no way to compare the layer ${layer}`);
      return comparison(first?.get(layer) ?? [], second?.get(layer) ?? []);
    })
    .every(Boolean);
}
