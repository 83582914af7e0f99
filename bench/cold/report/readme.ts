import { ratioAt, startAt } from "#lib/site/benchmarks/figures.ts";
import { nameOf, processes } from "#lib/site/benchmarks/names.ts";
import type { BenchmarkSummary } from "#lib/site/benchmarks/summary.ts";
import { between, inMarkdown, whole } from "./markdown.ts";

const begin = "<!-- figures of `npm run bench -- all` -->";
const end = "<!-- end of figures -->";

/**
 * The README with the figures of a run in it, between two marks that stay.
 * @throws Error when the marks are missing.
 */
export function inReadme(readme: string, summary: BenchmarkSummary): string {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`The README has no place for figures: ${begin} … ${end}`);
  }
  return `${before}${begin}\n\n${figures(summary)}\n\n${end}${after}`;
}

function figures(summary: BenchmarkSummary): string {
  const { trips, memory, sizes, environment } = summary;
  const rows = processes.flatMap((variant) => {
    const [near, far] = [startAt(summary, variant, 0), startAt(summary, variant, 40)];
    const ratio = ratioAt(summary, { variant: "node-postgres-js", by: variant, delay: 40 });
    const own = trips.find((one) => one.layer === "start" && one.variant === variant);
    const held = memory.find((one) => one.variant === variant);
    const size = sizes.find((one) => one.variant === variant);
    if (!near || !far) return [];
    return [
      [
        nameOf(variant),
        `${whole(near.value)} ms`,
        `${whole(far.value)} ms`,
        ratio ? between(ratio, 1) : "",
        own ? String(own.turns) : "",
        held ? `${whole(held.value)} MB` : "",
        size ? `${whole(size.value)} KB` : "",
      ],
    ];
  });
  const head = [
    "first byte of a cold process",
    "database beside it",
    "40 ms away",
    "times as fast as postgres-js",
    "trips",
    "memory",
    "function, gzipped",
  ];
  const where = `${summary.rounds} fresh processes each, in random order, medians; ${environment.cores} cores of ${environment.cpu}, Node ${environment.versions.node}, workerd, Next ${environment.versions.next}.`;
  return `${inMarkdown({ head, rows })}\n\n${where}`;
}
