import type { BenchmarkSummary } from "#lib/site/benchmarks/summary.ts";
export function renderHtml(summary: BenchmarkSummary): string {
  return JSON.stringify(summary);
}
