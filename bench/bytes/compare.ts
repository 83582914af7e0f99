import * as z from "zod";
import { type FunctionSize, functionSize } from "./measure.ts";

// Names of chunks and of builds change with every build, and with them a few bytes.
const leeway = { share: 0.005, bytes: 1_000 };

/** Whether no function grew, gzipped, by more than half a percent and 1,000 bytes; a new one may be of any size. */
export function compareBytes(before: unknown[], after: unknown[]): boolean {
  const earlier = new Map(byPath(before));
  const changes = byPath(after).flatMap(([path, size]) => {
    const was = earlier.get(path);
    return was ? [{ path, was: was.gzip, is: size.gzip, grew: isLarger(was.gzip, size.gzip) }] : [];
  });
  const notable = changes.filter(({ was, is }) => isLarger(was, is) || isLarger(is, was));
  for (const { path, was, is } of notable) {
    console.log(`${path}  ${was} to ${is} bytes gzipped, ${((is / was - 1) * 100).toFixed(1)} %`);
  }
  const larger = notable.filter(({ grew }) => grew).length;
  console.log(
    `bytes: of ${changes.length} functions ${larger} grew, ${notable.length - larger} shrank`,
  );
  return larger === 0;
}

// Which routes on Node stand together may change; each address is compared with itself.
const byPath = (lines: unknown[]): [path: string, size: FunctionSize][] =>
  z
    .array(functionSize)
    .parse(lines)
    .flatMap((size) =>
      size.paths.map((path): [string, FunctionSize] => [`${size.provider} ${path}`, size]),
    );

const isLarger = (was: number, is: number) => is - was > Math.max(leeway.bytes, was * leeway.share);
