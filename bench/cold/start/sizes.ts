import { join } from "node:path";
import { listFunctions } from "#tests/build/output.ts";
import { measureFunctions } from "../../bytes/measure.ts";
import type { BuiltApps } from "../build.ts";
import type { Run } from "../layer.ts";
import type { Variants } from "../variants.ts";
import { layer } from "./layer.ts";

/**
 * What the function of each variant weighs, gzipped: an edge function is one file, one on Node all
 * of its files together.
 */
export function measureSizes({ samples }: Run, { all }: Variants, built: BuiltApps): void {
  const sizes = Object.values(built).flatMap((output) =>
    measureFunctions(listFunctions(output), { provider: "none", folder: join(output, "../..") }),
  );
  for (const { name: variant, path } of all) {
    const size = sizes.find(({ paths }) => paths.includes(path));
    if (!size) continue;
    const value = size.gzip / 1_000;
    samples.add({ layer, variant, delay: 0, measure: "gzipped", unit: "KB", value });
  }
}
