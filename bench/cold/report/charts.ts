import { bare, drivers, isolates, processes } from "#lib/site/benchmarks/names.ts";
import { startParts } from "#lib/site/benchmarks/parts.ts";
import type { BenchmarkSummary } from "#lib/site/benchmarks/summary.ts";
import { drawLines } from "./lines.ts";
import { drawParts } from "./parts.ts";
import { drawStrip } from "./strip.ts";

export interface Chart {
  /** The name of its file. */
  name: string;
  title: string;
  svg: string;
}

/** Whatever of the charts the run has figures for. */
export function drawCharts(summary: BenchmarkSummary): Chart[] {
  const { starts, trips, delays } = summary;
  const far = delays.includes(40) ? 40 : 0;
  const strip = (delay: number, variants: string[]) =>
    variants.flatMap(
      (name) => starts.find((cell) => cell.variant === name && cell.delay === delay) ?? [],
    );
  const charts: (Chart | false)[] = [
    chart(
      "starts",
      "Cold start to first byte, no delay to the database",
      drawStrip,
      strip(0, [...bare, ...isolates, ...processes]),
    ),
    far > 0 &&
      chart(
        "starts-far",
        `Cold start to first byte, ${far} ms to the database and back`,
        drawStrip,
        strip(far, [...isolates, ...processes]),
      ),
    chart(
      "parts",
      `What a cold start consists of, ${far} ms to the database and back`,
      drawParts,
      startParts(summary, far),
    ),
    delays.length > 1 &&
      chart(
        "delay",
        "Cold page: first byte over the round trip to the database",
        (title, cells) =>
          drawLines(
            title,
            [...isolates, ...processes],
            cells,
            trips.filter(({ layer }) => layer === "start"),
          ),
        starts.filter(({ variant }) => !bare.includes(variant)),
      ),
    delays.length > 1 &&
      chart(
        "drivers",
        "First query of a fresh process, over the round trip to the database",
        (title, cells) =>
          drawLines(
            title,
            drivers,
            cells,
            trips.filter(({ measure }) => measure === "cold query"),
          ),
        summary.drivers.filter(({ measure }) => measure === "cold query"),
      ),
  ];
  return charts.filter((one) => one !== false && one.svg !== "").filter((one) => one !== false);
}

function chart<Figure>(
  name: string,
  title: string,
  draw: (title: string, figures: Figure[]) => string,
  figures: Figure[],
): Chart {
  return { name, title, svg: figures.length > 0 ? draw(title, figures) : "" };
}
