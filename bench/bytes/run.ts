import { join } from "node:path";
import { type BuildOptions, buildApp, builds, lastBuild } from "#tests/build/build.ts";
import { listFunctions } from "#tests/build/output.ts";
import { writeLines } from "../lines.ts";
import { type FunctionSize, measureFunctions } from "./measure.ts";

const shownParts = 8;

/**
 * The layer `bytes`: what each function of `vercel build` weighs, and its largest parts. The figures
 * are the same on every machine.
 * @returns true: whether something grew, `compare` says.
 */
export async function run(options: { isQuick: boolean; ofClerk: boolean }): Promise<boolean> {
  const wanted = options.ofClerk ? "clerk" : "edge";
  const chosen = Object.values<BuildOptions>(builds).find(({ name }) => name === wanted);
  if (!chosen) throw new Error(`There is no build ${wanted}`);
  const build = (options.isQuick && lastBuild(chosen)) || (await buildApp(chosen));
  console.log(`Measuring ${build.folder}`);
  const sizes = measureFunctions(listFunctions(join(build.folder, ".vercel/output")), build);
  for (const size of sizes) console.log(partsOf(size));
  console.table(
    sizes.map(({ runtime, raw, gzip, brotli, paths }) => ({
      runtime,
      function: name(paths),
      "raw KB": kilobytes(raw),
      "gzip KB": kilobytes(gzip),
      "brotli KB": kilobytes(brotli),
    })),
  );
  console.log(`Of a part: bytes of generated code, and what the function would be smaller by without it,
gzipped. A function on Node is all its files together. Raw figures: ${writeLines("bytes", sizes)}`);
  return true;
}

function partsOf({ runtime, paths, parts }: FunctionSize): string {
  const lines = parts
    .slice(0, shownParts)
    .map(
      ({ name: part, bytes, gzip }) =>
        `${kilobytes(bytes).padStart(9)} ${kilobytes(gzip).padStart(8)}  ${part}`,
    );
  return [`${runtime}  ${name(paths)}`, "   raw KB  gzip KB", ...lines, ""].join("\n");
}

const name = ([first = "", ...others]: string[]) =>
  others.length > 0 ? `${first} and ${others.length} others` : first;

const kilobytes = (bytes: number) => (bytes / 1_000).toFixed(1);
