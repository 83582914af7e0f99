import type { BenchmarkSummary } from "#lib/site/benchmarks/summary.ts";
import { creditsOf, limitsOf, shellAndData } from "#lib/site/benchmarks/words.ts";
import { drawCharts } from "./charts.ts";
import { headline, tables } from "./markdown.ts";
import { escapeText } from "./svg.ts";

/** The report as one page that needs nothing else. */
export function renderHtml(summary: BenchmarkSummary): string {
  const charts = drawCharts(summary).map(
    ({ title, svg }) => `<h2>${escapeText(title)}</h2>\n<figure>${svg}</figure>`,
  );
  const written = tables(summary).map(
    ({ head: [caption = "", ...head], rows }) => `<div class="scroll"><table>
<caption>${escapeText(caption)}</caption>
<thead><tr><td></td>${head.map((cell) => `<th scope="col">${escapeText(cell)}</th>`).join("")}</tr></thead>
<tbody>${rows.map(([name = "", ...cells]) => `<tr><th scope="row">${escapeText(name)}</th>${cells.map((cell) => `<td>${escapeText(cell.replaceAll("*", ""))}</td>`).join("")}</tr>`).join("\n")}</tbody>
</table></div>`,
  );
  const controls = summary.controls.map(
    ({ layer, again, slow, problem }) =>
      `<li>${escapeText(layer)}: the same twice differs by a factor of ${again.low.toFixed(2)} to ${again.high.toFixed(2)}; a sleep of 20 ms is seen as ${slow.low.toFixed(1)} to ${slow.high.toFixed(1)} ms.${problem ? ` <strong>Not reliable: ${escapeText(problem)}.</strong>` : ""}</li>`,
  );
  const words = [shellAndData(summary), ...limitsOf(summary)]
    .filter(Boolean)
    .map((limit) => `<li>${escapeText(limit)}</li>`);
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Cold starts</title>
<style>${style}</style>
<main>
<h1>Cold starts</h1>
<p>${escapeText(headline(summary))}</p>
${charts.join("\n")}
<h2>Figures</h2>
${written.join("\n")}
<h2>Controls</h2>
<ul>${controls.join("\n")}</ul>
<h2>Limits of this benchmark</h2>
<ul>${words.join("\n")}</ul>
<p>${escapeText(creditsOf(summary))}</p>
</main>
</html>
`;
}

const style = `
:root { --ink: #1c2024; --faint: #60646c; --ground: #fff; --line: #d9d9e0; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --faint: #b0b4ba; --ground: #111113; --line: #3a3f42; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
figure { margin: 0; overflow-x: auto; } svg { width: 100%; min-width: 36rem; height: auto; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.875rem; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { padding: 0.3rem 0.8rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th[scope="row"] { text-align: left; font-weight: 400; } thead { color: var(--faint); }
thead th { white-space: normal; vertical-align: bottom; }`;
