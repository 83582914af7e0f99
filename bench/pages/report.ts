import { availableParallelism, loadavg } from "node:os";
import { inMarkdown } from "../cold/report/markdown.ts";
import { median } from "../cold/statistics/median.ts";
import { writeLines, writeReport } from "../lines.ts";
import type { Measured } from "./measure.ts";

/** How many reads by primary key the statement of a page may cost, and how much it may grow. */
const aims = { cost: 15, growth: 1.5 };

/** What a read costs at one size, with the reads by primary key of the same size as the unit. */
interface Figures {
  planning: number;
  executing: number;
  inAll: number;
  wall: number;
  buffers: number;
  bytes: number;
  cost: number;
  cpu: Measured["cpu"];
}

/**
 * Prints what was measured and writes it to `bench-results`.
 * @returns whether the pages of organizations met the aims.
 */
export function report(
  measured: Measured[],
  { isPage }: { isPage(name: string): boolean },
): boolean {
  const sizes = [...new Set(measured.map(({ times }) => times))];
  const unit = new Map(sizes.map((times) => [times, unitOf(measured, times)]));
  const names = [...new Set(measured.map(({ name }) => name))];
  const rows = names.map((name) => ({
    name,
    figures: sizes.flatMap((times) => {
      const one = measured.find((each) => each.name === name && each.times === times);
      return one ? [figuresOf(one, unit.get(times) ?? Number.NaN)] : [];
    }),
  }));
  for (const [place, times] of sizes.entries()) {
    console.log(`\n${title(times)}`);
    console.table(
      Object.fromEntries(
        rows.map(({ name, figures }) => [name, figures[place] && shown(figures[place])]),
      ),
    );
  }
  const missed = rows.flatMap(({ name, figures }) => {
    const [first] = figures;
    const last = figures.at(-1);
    if (!first || !last || !isPage(name) || !name.startsWith("/o/")) return [];
    const growth = last.cost / first.cost;
    return [
      ...(first.cost > aims.cost ? [`${name} costs ${first.cost.toFixed(1)} reads`] : []),
      ...(growth > aims.growth ? [`${name} grows ${growth.toFixed(2)} times`] : []),
    ];
  });
  const markdown = writeReport("pages", page(rows, sizes));
  const raw = writeLines(
    "pages",
    measured.map(({ sent, ...rest }) => ({ ...rest, sent })),
  );
  console.log(`${legend}\n\n${markdown}, raw figures: ${raw}`);
  if (missed.length > 0) console.log(`\nMissed:\n${missed.join("\n")}`);
  return missed.length === 0;
}

const legend = `A cost is how many times as long as a read by primary key Postgres has a processor for it: to parse,
plan, execute and send, which is "ms in all". Planning and executing are what EXPLAIN says; a page is
8 KB, in memory or not. "to answer" is from call to answer over one connection, and Node is milliseconds
of its processor over TCP: for the whole read, and beyond the bare statement. Medians of turns that are
taken in one run. ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}.`;

const title = (times: number) =>
  times === 1 ? "The demo data" : `${times.toLocaleString("en")} times as much`;

const unitOf = (measured: Measured[], times: number) =>
  median(measured.find((one) => one.name === "primary key" && one.times === times)?.backend ?? []);

function figuresOf({ walls, backend, explained, bytes, cpu }: Measured, unit: number): Figures {
  const inAll = median(backend);
  return {
    inAll,
    wall: median(walls),
    planning: median(explained.map(({ planning }) => planning)),
    executing: median(explained.map(({ executing }) => executing)),
    buffers: median(explained.map(({ buffers }) => buffers)),
    bytes,
    cost: inAll / unit,
    cpu,
  };
}

const shown = ({ inAll, wall, planning, executing, buffers, bytes, cost, cpu }: Figures) => ({
  cost: cost.toFixed(1),
  "ms in all": inAll.toFixed(2),
  planning: planning.toFixed(2),
  executing: executing.toFixed(2),
  "to answer": wall.toFixed(2),
  pages: buffers,
  bytes,
  "Node ms": cpu?.read.toFixed(2),
  "beyond bare": cpu && (cpu.read - cpu.bare).toFixed(2),
});

/** The page in Markdown: of each size the cost, and what it is made of at the first. */
function page(rows: { name: string; figures: Figures[] }[], sizes: number[]): string {
  const head = [
    "read",
    ...sizes.map((times) => `cost, ${times.toLocaleString("en")} ×`),
    "ms in all",
    "planning",
    "executing",
    ...sizes.map((times) => `pages, ${times.toLocaleString("en")} ×`),
    "bytes",
    "Node ms",
  ];
  const cells = rows.map(({ name, figures }) => [
    `\`${name}\``,
    ...figures.map(({ cost }) => cost.toFixed(1)),
    figures[0]?.inAll.toFixed(2) ?? "",
    figures[0]?.planning.toFixed(2) ?? "",
    figures[0]?.executing.toFixed(2) ?? "",
    ...figures.map(({ buffers }) => buffers.toString()),
    figures[0]?.bytes.toString() ?? "",
    figures[0]?.cpu?.read.toFixed(2) ?? "",
  ]);
  return `${inMarkdown({ head, rows: cells })}\n\n${legend}\n`;
}
