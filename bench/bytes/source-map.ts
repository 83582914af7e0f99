import { z } from "zod";

const sourceMap = z.object({ sources: z.array(z.string()), mappings: z.string() });

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digits = new Map([...alphabet].map((letter, digit) => [letter, digit]));

/** What the code says where no source is known: what bundlers add. */
export const unmapped = "(bundler)";

/**
 * Cuts generated code into pieces and names the source of each, such as `node_modules/zod/index.js`,
 * seen from the project. Together the pieces are the whole code.
 * Source: https://tc39.es/ecma426/
 */
export function* pieces(code: string, map: unknown): Generator<{ source: string; text: string }> {
  const { sources, mappings } = sourceMap.parse(map);
  const names = sources.map(nameOf);
  const lines = code.split("\n");
  let source = 0;
  for (const [number, segments] of mappings.split(";").entries()) {
    const line = lines[number] ?? "";
    let column = 0;
    let began = 0;
    let current = unmapped;
    for (const segment of segments.split(",").filter(Boolean)) {
      const [columns = 0, sourceStep] = decode(segment);
      column += columns;
      yield { source: current, text: line.slice(began, column) };
      began = column;
      if (sourceStep === undefined) current = unmapped;
      else {
        source += sourceStep;
        current = names[source] ?? unmapped;
      }
    }
    yield { source: current, text: `${line.slice(began)}\n` };
  }
  // Such as the line that names the map.
  const rest = lines.slice(mappings.split(";").length).join("\n");
  if (rest) yield { source: unmapped, text: rest };
}

function nameOf(source: string): string {
  return decodeURIComponent(source)
    .replace(/^(\.\.\/|turbopack:\/\/\/\[project\]\/|webpack:\/\/[^/]*\/|\.\/)+/, "")
    .replace(/^.*\/(?=node_modules\/)/, "");
}

/** The numbers of one segment, in base 64 with a sign in the last bit. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = digits.get(letter) ?? 0;
    value |= (digit & 31) << shift;
    if (digit & 32) shift += 5;
    else {
      numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
      value = 0;
      shift = 0;
    }
  }
  return numbers;
}
