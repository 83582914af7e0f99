import { isolates, processes } from "./names.ts";
import type { BenchmarkSummary } from "./summary.ts";

/** What a cold start consists of, in milliseconds. */
export interface Parts {
  variant: string;
  /** Until the runtime alone answers. */
  runtime: number;
  /** What the code of the page adds, at no delay to the database. */
  code: number;
  /** What waiting for the database adds. */
  waiting: number;
}

/** The parts of each variant's cold start at a delay where all of them were measured. */
export function startParts({ starts }: BenchmarkSummary, delay: number): Parts[] {
  const at = (variant: string, wanted: number) =>
    starts.find((one) => one.variant === variant && one.delay === wanted)?.value;
  return [...isolates, ...processes].flatMap((variant) => {
    const runtime = at(bareOf(variant), 0);
    const near = at(variant, 0);
    const far = at(variant, delay);
    if (runtime === undefined || near === undefined || far === undefined) return [];
    return [
      {
        variant,
        runtime,
        code: Math.max(0, near - runtime),
        waiting: Math.max(0, far - Math.max(near, runtime)),
      },
    ];
  });
}

function bareOf(variant: string): string {
  if (variant.endsWith("-isolate")) return "bare-isolate";
  return variant.startsWith("edge") ? "bare-workerd" : "bare-node";
}
