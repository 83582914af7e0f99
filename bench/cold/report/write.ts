import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BenchmarkSummary } from "#lib/site/benchmarks/summary.ts";
import { projectFolder } from "#tests/build/sources.ts";
import { drawCharts } from "./charts.ts";
import { renderHtml } from "./html.ts";
import { renderMarkdown } from "./markdown.ts";
import { inReadme } from "./readme.ts";

/**
 * Writes the report beside the raw samples, as `<name>.md`, `.html`, `.json` and pictures; prints it.
 * @param isKept whether it is the one that /benchmarks and the README show.
 */
export function writeReport(name: string, summary: BenchmarkSummary, isKept: boolean): void {
  const markdown = renderMarkdown(summary);
  writeFileSync(`${name}.md`, markdown);
  writeFileSync(`${name}.html`, renderHtml(summary));
  for (const chart of drawCharts(summary)) writeFileSync(`${name}-${chart.name}.svg`, chart.svg);
  writeFileSync(`${name}.json`, JSON.stringify(summary));
  if (isKept) {
    writeFileSync(
      join(projectFolder, "lib/site/benchmarks/summary.json"),
      `${JSON.stringify(summary)}\n`,
    );
    const readme = join(projectFolder, "README.md");
    writeFileSync(readme, inReadme(readFileSync(readme, "utf8"), summary));
  }
  console.log(`\n${markdown}\n${name}.html`);
}
