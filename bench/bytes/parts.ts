import { gzipSync } from "node:zlib";
import { pieces } from "./source-map.ts";

/** A package, a part of Next, or a folder of this project. */
export interface Part {
  name: string;
  /** Of generated code, before it is compressed. */
  bytes: number;
  /** What the whole function would be smaller by, gzipped, without this part. */
  gzip: number;
}

/** The largest parts of a function's code, the largest first. */
export function largestParts(code: string, map: unknown, count: number): Part[] {
  const cut = [...pieces(code, map)].map(({ source, text }) => ({ part: partOf(source), text }));
  const sizes = new Map<string, number>();
  for (const { part, text } of cut)
    sizes.set(part, (sizes.get(part) ?? 0) + Buffer.byteLength(text));
  const whole = gzipped(code);
  return [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, bytes]) => {
      const without = cut.filter(({ part }) => part !== name).map(({ text }) => text);
      return { name, bytes, gzip: whole - gzipped(without.join("")) };
    });
}

// Next is one package with parts that matter each: React above all.
const groups = [
  /^node_modules\/next\/dist\/compiled\/(?:@[^/]+\/)?[^/]+(?:\/cjs\/[^/]+(?=\.production))?/,
  /^node_modules\/next\/(?:dist\/)?(?:esm\/|src\/)?[^/]+\/[^/]+/,
  /^node_modules\/(?:@[^/]+\/)?[^/]+/,
  /^(?:lib|app)\/[^/]+/,
];

/** What a source belongs to, such as `drizzle-orm`, `next: react-dom-server.edge` or `lib/ui`. */
export function partOf(source: string): string {
  for (const group of groups) {
    const [found] = group.exec(source) ?? [];
    if (!found) continue;
    return found
      .replace(/^node_modules\//, "")
      .replace(/^next\/dist\/compiled\/(?:.*\/cjs\/)?/, "next: ")
      .replace(/^next\/(?:dist\/)?(?:esm\/|src\/)?/, "next: ");
  }
  // Manifests, the runtime of the bundler, polyfills.
  return source.startsWith("(") ? source : "(built by Next)";
}

/** Bytes as a server sends them at the best level of gzip. */
export const gzipped = (code: string | Buffer): number => gzipSync(code, { level: 9 }).length;
