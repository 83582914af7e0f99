import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ColdPages } from "#lib/site/benchmarks/cold-pages.tsx";
import { DataAfterShell } from "#lib/site/benchmarks/data-after-shell.tsx";
import { lastRun } from "#lib/site/benchmarks/last-run.ts";
import { Limits } from "#lib/site/benchmarks/limits.tsx";
import { type BenchmarkSummary, benchmarkSummary } from "#lib/site/benchmarks/summary.ts";
import { drawCharts } from "../../bench/cold/report/charts.ts";
import { renderHtml } from "../../bench/cold/report/html.ts";
import { renderMarkdown } from "../../bench/cold/report/markdown.ts";
import { inReadme } from "../../bench/cold/report/readme.ts";

const interval = (value: number) => ({ value, low: value - 1, high: value + 1 });
const start = (variant: string, delay: number, value: number) => ({
  variant,
  delay,
  ...interval(value),
  samples: [value - 2, value, value + 2],
});

const summary: BenchmarkSummary = benchmarkSummary.parse({
  measuredAt: "2026-01-02T03:04:05.000Z",
  isComplete: true,
  rounds: 3,
  delays: [0, 40],
  environment: {
    cpu: "A <fast> CPU",
    cores: 2,
    memory: 8,
    kernel: "linux 6",
    load: 0.1,
    loadAfter: 0.9,
    versions: { node: "24", next: "16", workerd: "1" },
  },
  controls: [{ layer: "cold starts", again: interval(1), slow: interval(20), problem: null }],
  starts: [
    start("bare-workerd", 0, 22),
    start("edge-page", 0, 151),
    start("edge-page", 40, 271),
    start("node-postgres-js", 0, 255),
    start("node-postgres-js", 40, 655),
  ],
  memory: [{ variant: "edge-page", delay: 0, ...interval(67) }],
  sizes: [{ variant: "edge-page", value: 340.4 }],
  ratios: [{ variant: "node-postgres-js", by: "edge-page", delay: 40, ...interval(2.42) }],
  drivers: [
    { variant: "pg", measure: "cold query", delay: 0, ...interval(7) },
    { variant: "pg", measure: "cold query", delay: 40, ...interval(287) },
  ],
  trips: [
    {
      layer: "start",
      variant: "edge-page",
      measure: "first byte",
      slope: interval(3),
      turns: 3,
      agree: "yes",
    },
    {
      layer: "driver",
      variant: "pg",
      measure: "cold query",
      slope: interval(9),
      turns: 7,
      agree: "no",
    },
  ],
  warm: [{ variant: "edge-page", delay: 0, rate: 50, requests: 1_000, p50: 4, p99: 9, p999: 20 }],
});

test("the report tells every figure with its interval, and where two counts differ", () => {
  const markdown = renderMarkdown(summary).replaceAll(/ +/g, " ");
  expect(markdown).toContain("| edge page | 151 (150–152) | 67 | 340 |");
  expect(markdown).toContain("| edge page | 151 | 271 | 2.42 (1.42–3.42) |");
  expect(markdown).toContain("| pg, cold query | 9.0 (8.0–10.0) | 7 | **no** |");
  expect(markdown).toContain("| edge page | 0 ms | 50/s | 1000 | 4.0 | 9.0 | 20 |");
});

test.each([
  ["Markdown", renderMarkdown],
  ["HTML", renderHtml],
])("the report in %s says what it does not measure", (_, render) => {
  const text = render(summary);
  expect(text).toMatch(/boot a\s+machine/);
  expect(text).toContain("edge and Node are equally fast");
  expect(text).toContain("Next has deprecated the edge runtime");
  expect(text).toContain("load of the machine 0.1 before and 0.9 after");
});

test("the page needs nothing from elsewhere, and nothing breaks out of it", () => {
  const html = renderHtml(summary);
  expect(html).not.toMatch(/<(script|link|img|iframe)\b|@import|url\(/);
  expect(
    html.match(/https?:\/\/[^"\s)]+/g)?.every((url) => url === "http://www.w3.org/2000/svg"),
  ).toBe(true);
  expect(html).toContain("A &#60;fast&#62; CPU");
});

test("pictures show each sample, the medians, and the trips on the lines", () => {
  const charts = new Map(drawCharts(summary).map(({ name, svg }) => [name, svg]));
  expect([...charts.keys()]).toEqual(["starts", "starts-far", "parts", "delay", "drivers"]);
  expect(charts.get("starts")?.match(/class="dot"/g)).toHaveLength(9);
  expect(charts.get("delay")).toContain("edge page, 3.0 trips");
  for (const svg of charts.values()) {
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain("prefers-color-scheme: dark");
  }
});

/** The same run, with what there is where Prisma's packages could be installed. */
const withPrisma: BenchmarkSummary = {
  ...summary,
  environment: {
    ...summary.environment,
    versions: { ...summary.environment.versions, "@prisma/client": "7.1.2" },
  },
  starts: [...summary.starts, start("node-prisma", 0, 344), start("node-prisma", 40, 595)],
  ratios: [
    ...summary.ratios,
    { variant: "node-prisma", by: "edge-page", delay: 40, ...interval(2.2) },
  ],
};

const page = (run: BenchmarkSummary) =>
  [ColdPages, Limits].map((part) => renderToStaticMarkup(createElement(part, { run }))).join("");

test.each([
  ["Markdown", renderMarkdown],
  ["HTML", renderHtml],
  ["/benchmarks", page],
])("%s tells of Prisma what was measured, and without it that it was not", (_, render) => {
  const [there, missing] = [render(withPrisma), render(summary)];
  for (const text of [
    "Prisma 7.1.2",
    "Node page, Prisma",
    "2.20 (1.20–3.20)",
    "Prisma documents",
  ]) {
    expect(there).toContain(text);
  }
  expect(there).toMatch(/[Aa]s Prisma/);
  expect(there).not.toContain("Prisma is not in this run");
  expect(missing).toContain("Prisma is not in this run");
  expect(missing).not.toMatch(/Prisma \d|[Aa]s Prisma|page, Prisma|Prisma documents|undefined|NaN/);
});

const cell = (variant: string, firstByte: number, firstData: number) => ({
  variant,
  delay: 40,
  firstByte: interval(firstByte),
  firstData: interval(firstData),
});
const withShell = (data: number): BenchmarkSummary => ({
  ...summary,
  data: [cell("edge-page", 271, 272), cell("node-shell", 3, data)],
});

test.each([
  ["Markdown", renderMarkdown],
  ["HTML", renderHtml],
  [
    "/benchmarks",
    (run: BenchmarkSummary) => renderToStaticMarkup(createElement(DataAfterShell, { run })),
  ],
])("%s tells of a static shell when it comes, when its data does, and who wins", (_, render) => {
  const later = render(withShell(600)).replaceAll(/ +/g, " ");
  expect(later).toContain("Node page, Cache Components");
  expect(later).toContain("the shell is there after 3 ms and the data after 600 ms");
  expect(later).toContain("an edge page has both after 272 ms");
  expect(later).toContain("comes later than that of a cold edge page");
  expect(render(withShell(150))).toContain("comes sooner than");
  expect(render(withShell(273))).toContain("comes about as soon as");
  expect(render(summary)).not.toContain("Cache Components");
});

test("a run without delays has a report of what it has", () => {
  const near = {
    ...summary,
    delays: [0],
    starts: summary.starts.filter(({ delay }) => delay === 0),
    trips: [],
    ratios: [],
  };
  expect(drawCharts(near).map(({ name }) => name)).toEqual(["starts", "parts"]);
  expect(renderMarkdown(near)).not.toContain("trips to the database");
});

test("a run that cannot be believed says so wherever it is shown", () => {
  const [control] = summary.controls;
  const doubtful = { ...summary, controls: control ? [{ ...control, problem: "it sleeps" }] : [] };
  for (const text of [
    renderMarkdown(doubtful),
    renderHtml(doubtful),
    renderToStaticMarkup(createElement(Limits, { run: doubtful })),
  ]) {
    expect(text).toMatch(/Not reliable:(\*\*)? it sleeps/);
  }
});

test("the last committed run is of the form that pages read", () => {
  expect(lastRun.starts.length).toBeGreaterThan(0);
  expect(renderToStaticMarkup(createElement(ColdPages, { run: lastRun }))).toContain("edge page");
});

test("the README keeps all of its words, and has the figures of the last run between its marks", () => {
  const readme = readFileSync("README.md", "utf8");
  const written = inReadme(readme, summary);
  expect(written.replaceAll(/ +/g, " ")).toContain(
    "| edge page | 151 ms | 271 ms | 2.4 (1.4–3.4) | 3 | 67 MB | 340 KB |",
  );
  expect(inReadme(written, lastRun)).toBe(readme);
  expect(() => inReadme("# A project", summary)).toThrow(/no place for figures/);
});
