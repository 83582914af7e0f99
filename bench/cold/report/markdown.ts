import { comparedWith, prismaVersion, ratioAt } from "#lib/site/benchmarks/figures.ts";
import {
  bare,
  drivers,
  isolates,
  nameOf,
  processes,
  streamed,
} from "#lib/site/benchmarks/names.ts";
import type { BenchmarkSummary, Interval } from "#lib/site/benchmarks/summary.ts";
import { creditsOf, limitsOf, shellAndData } from "#lib/site/benchmarks/words.ts";

/** The whole report as Markdown. */
export function renderMarkdown(summary: BenchmarkSummary): string {
  return [
    headline(summary),
    ...tables(summary).map(inMarkdown),
    controlLines(summary),
    shellAndData(summary),
    `${limitsOf(summary)
      .map((limit) => `- ${limit}`)
      .join("\n")}\n\n${creditsOf(summary)}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

export const whole = (value: number) => value.toFixed(value < 10 ? 1 : 0);
export const between = ({ value, low, high }: Interval, digits = 0) =>
  `${value.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;

/** The first of `head` says what the table is about; the first of each row is its name. */
export interface Table {
  head: string[];
  rows: string[][];
}

/** The tables that the run has figures for. */
export const tables = (summary: BenchmarkSummary): Table[] =>
  [startTable, pageTable, dataTable, driverTable, tripTable, warmTable]
    .map((make) => make(summary))
    .filter(({ rows }) => rows.length > 0);

/** With columns that stand below each other, as a formatter of Markdown leaves them. */
export function inMarkdown({ head, rows }: Table): string {
  const widths = head.map((_, place) =>
    Math.max(3, ...[head, ...rows].map((cells) => cells[place]?.length ?? 0)),
  );
  const padded = (cell: string, place: number) => {
    const width = widths[place] ?? 0;
    return place === 0 ? cell.padEnd(width) : cell.padStart(width);
  };
  const line = (cells: string[]) => `| ${cells.map(padded).join(" | ")} |`;
  const rule = widths.map((width, place) =>
    place === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [head, rule, ...rows].map(line).join("\n");
}

/** Where and when, in a sentence. */
export function headline(summary: BenchmarkSummary): string {
  const { environment, measuredAt, rounds } = summary;
  const prisma = prismaVersion(summary);
  const { cpu, cores, kernel, load, loadAfter, versions } = environment;
  return `Measured on ${measuredAt.slice(0, 10)} on ${cores} cores of ${cpu} (${kernel}), Node ${versions.node}, Next ${versions.next}, workerd ${versions.workerd}${prisma ? `, Prisma ${prisma}` : ""}; ${rounds} samples of each, medians with 95 % intervals; load of the machine ${load} before and ${loadAfter} after.`;
}

function startTable({ starts, data, memory, sizes }: BenchmarkSummary): Table {
  const shells = data
    .filter(({ variant }) => streamed.includes(variant))
    .map(({ firstByte, ...one }) => ({ ...one, ...firstByte }));
  const rows = [...bare, ...isolates, ...processes, ...streamed].flatMap((variant) => {
    const cell = [...starts, ...shells].find((one) => one.variant === variant && one.delay === 0);
    const held = memory.find((one) => one.variant === variant);
    const size = sizes.find((one) => one.variant === variant);
    return cell
      ? [
          [
            nameOf(variant),
            between(cell),
            held ? whole(held.value) : "",
            size ? whole(size.value) : "",
          ],
        ]
      : [];
  });
  return {
    head: ["cold start, no delay", "first byte, ms", "peak memory, MB", "function, KB gzipped"],
    rows,
  };
}

function pageTable(summary: BenchmarkSummary): Table {
  const { starts, delays } = summary;
  const compared = comparedWith(summary);
  if (delays.length < 2) return { head: [], rows: [] };
  const rows = [...processes, ...isolates].flatMap((variant) => {
    const cells = delays.map((delay) =>
      starts.find((one) => one.variant === variant && one.delay === delay),
    );
    const times = compared.map(({ variant: today }) => {
      const ratio = ratioAt(summary, { variant: today, by: variant, delay: 40 });
      return ratio ? between(ratio, 2) : "";
    });
    return cells.some(Boolean)
      ? [[nameOf(variant), ...cells.map((cell) => (cell ? whole(cell.value) : "")), ...times]]
      : [];
  });
  return {
    head: [
      "cold page, first byte, ms, by round trip",
      ...delays.map((delay) => `${delay} ms`),
      ...compared.map(({ name }, index) =>
        index === 0 ? `times as fast as ${name}, at 40 ms` : `as ${name}`,
      ),
    ],
    rows,
  };
}

function dataTable({ data, delays }: BenchmarkSummary): Table {
  const rows = [...new Set(data.map(({ variant }) => variant))].map((variant) => [
    nameOf(variant),
    ...delays.map((delay) => {
      const cell = data.find((one) => one.variant === variant && one.delay === delay);
      return cell ? `${whole(cell.firstByte.value)}, then ${whole(cell.firstData.value)}` : "";
    }),
  ]);
  return {
    head: ["first byte, then the data, ms, by round trip", ...delays.map((delay) => `${delay} ms`)],
    rows,
  };
}

function driverTable({ drivers: cells, delays }: BenchmarkSummary): Table {
  const rows = drivers.flatMap((variant) =>
    ["cold query", "warm query", "transaction"].flatMap((measure) => {
      const own = cells.filter((one) => one.variant === variant && one.measure === measure);
      const at = (delay: number) => own.find((one) => one.delay === delay)?.value;
      return own.length > 0
        ? [[`${nameOf(variant)}, ${measure}`, ...delays.map((delay) => whole(at(delay) ?? 0))]]
        : [];
    }),
  );
  return { head: ["driver, ms by round trip", ...delays.map((delay) => `${delay} ms`)], rows };
}

function tripTable({ trips }: BenchmarkSummary): Table {
  const rows = trips.map(({ layer, variant, measure, slope, turns, agree }) => [
    `${nameOf(variant)}${layer === "driver" ? `, ${measure}` : ""}`,
    between(slope, 1),
    String(turns),
    agree === "no" ? "**no**" : agree,
  ]);
  return { head: ["trips to the database", "by slope", "by turns", "agree"], rows };
}

function warmTable({ warm }: BenchmarkSummary): Table {
  const rows = warm.map(({ variant, delay, rate, requests, p50, p99, p999 }) => [
    nameOf(variant),
    `${delay} ms`,
    `${rate}/s`,
    String(requests),
    ...[p50, p99, p999].map(whole),
  ]);
  return { head: ["warm", "round trip", "rate", "requests", "p50, ms", "p99", "p99.9"], rows };
}

function controlLines({ controls }: BenchmarkSummary): string {
  return controls
    .map(
      ({ layer, again, slow, problem }) =>
        `Controls of ${layer}: the same twice ${between(again, 2)}, a sleep of 20 ms ${between(slow, 1)} ms.${problem ? ` **Not reliable:** ${problem}.` : ""}`,
    )
    .join("\n");
}
