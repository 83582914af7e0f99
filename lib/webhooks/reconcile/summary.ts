import type { Report } from "./reconcile.ts";

const columns = ["seen", "repaired", "parked", "missing", "gone", "redelivered", "failed"];

/** A table of what was done, a line for each resource. */
export function summaryTable({ resources, replayed, isStopped }: Report): string {
  const lines = [
    ["", ...columns],
    ...resources.map(({ provider, resource, counts }) => [
      `${provider} ${resource}`,
      ...columns.map((column) => String(counts[column] ?? 0)),
    ]),
  ];
  const widths = lines[0]?.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const table = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const parked = Object.entries(replayed).map(([outcome, count]) => `${count} ${outcome}`);
  if (parked.length > 0) table.push(`Parked events, tried again: ${parked.join(", ")}`);
  for (const { provider, resource, problem } of resources) {
    if (problem) table.push(`${provider} ${resource}: ${problem}`);
  }
  if (isStopped) table.push("Stopped before the end; the next run goes on here.");
  return table.join("\n");
}
