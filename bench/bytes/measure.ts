import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { z } from "zod";
import { type BuiltFunction, readFunctionConfig } from "#tests/build/output.ts";
import { gzipped, largestParts, type Part, partOf } from "./parts.ts";

const size = z.object({ raw: z.number(), gzip: z.number(), brotli: z.number() });

/** A line of the raw figures: one function, as it would be deployed. */
export const functionSize = size.extend({
  layer: z.literal("bytes"),
  provider: z.string(),
  runtime: z.enum(["edge", "node"]),
  /** The addresses it answers; `vercel build` puts Node routes with the same settings together. */
  paths: z.array(z.string()),
  parts: z.array(z.object({ name: z.string(), bytes: z.number(), gzip: z.number() })),
});
export type FunctionSize = z.output<typeof functionSize>;

/** Measures the functions of a finished `vercel build`, the edge first, the largest first. */
export function measureFunctions(
  functions: BuiltFunction[],
  { provider, folder }: { provider: string; folder: string },
): FunctionSize[] {
  const byFolder = Map.groupBy(
    functions.filter(({ runtime }) => runtime !== "static"),
    (one) => one.folder,
  );
  return [...byFolder]
    .map(([functionFolder, same]): FunctionSize => {
      const runtime = same.some((one) => one.runtime === "edge") ? "edge" : "node";
      const measured =
        runtime === "edge" ? measureEdge(functionFolder) : measureNode(functionFolder, folder);
      const paths = same.map(({ path }) => path);
      return { layer: "bytes", provider, runtime, paths, ...measured };
    })
    .toSorted((a, b) => a.runtime.localeCompare(b.runtime, "en") || b.gzip - a.gzip);
}

const kept = 20;

function measureEdge(folder: string) {
  const code = readFileSync(join(folder, readFunctionConfig(folder).entrypoint ?? "index.js"));
  const map: unknown = JSON.parse(readFileSync(join(folder, "index.js.map"), "utf8"));
  return { ...sizes(code), parts: largestParts(code.toString(), map, kept) };
}

/** A function on Node is its folder and the files it takes from elsewhere; none is minified. */
function measureNode(folder: string, root: string) {
  const { filePathMap } = readFunctionConfig(folder);
  const files = new Map(Object.entries(filePathMap).map(([to, from]) => [to, join(root, from)]));
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    files.set(file, join(folder, file));
  }
  const byPart = new Map<string, Buffer[]>();
  for (const [name, path] of [...files].toSorted(([a], [b]) => a.localeCompare(b, "en"))) {
    if (!statSync(path).isFile()) continue;
    const part = partOf(name);
    byPart.set(part, [...(byPart.get(part) ?? []), readFileSync(path)]);
  }
  const parts = [...byPart]
    .map(([name, contents]): Part => {
      const together = Buffer.concat(contents);
      return { name, bytes: together.length, gzip: gzipped(together) };
    })
    .toSorted((a, b) => b.bytes - a.bytes);
  return { ...sizes(Buffer.concat([...byPart.values()].flat())), parts: parts.slice(0, kept) };
}

function sizes(code: Buffer) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  const brotli = brotliCompressSync(code, { params }).length;
  return { raw: code.length, gzip: gzipped(code), brotli };
}
