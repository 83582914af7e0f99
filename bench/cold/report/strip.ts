import { scaleLinear } from "d3-scale";
import { nameOf } from "#lib/site/benchmarks/names.ts";
import type { Cell } from "#lib/site/benchmarks/summary.ts";
import { seeded } from "../statistics/random.ts";
import { element, letters, picture, tone } from "./svg.ts";

const [left, right, top, row] = [230, 60, 8, 46];
const width = 800;

/** Every sample of each cell as a dot, with the median and its interval. */
export function drawStrip(title: string, cells: readonly Cell[]): string {
  const height = top + cells.length * row + 26;
  const most = Math.max(1, ...cells.flatMap(({ samples }) => samples));
  const x = scaleLinear([0, most], [left, width - right]).nice();
  const random = seeded(7);
  const axis = x.ticks(6).flatMap((tick) => [
    element("line", {
      x1: x(tick),
      x2: x(tick),
      y1: top,
      y2: height - 24,
      class: "axis",
    }),
    letters(x(tick), height - 8, `${tick} ms`, { class: "faint", "text-anchor": "middle" }),
  ]);
  const rows = cells.map((cell, index) => {
    const middle = top + index * row + row / 2;
    const dots = cell.samples.map((sample) =>
      element("circle", {
        cx: x(sample),
        cy: middle + (random() - 0.5) * (row - 22),
        r: 2.5,
        class: "dot",
      }),
    );
    const line = (from: number, to: number, y1: number, y2: number) =>
      element("line", { x1: x(from), x2: x(to), y1, y2, class: "stroke" });
    return element(
      "g",
      { class: tone(cell.variant) },
      [
        letters(left - 12, middle, nameOf(cell.variant), {
          "text-anchor": "end",
          "dominant-baseline": "middle",
        }),
        ...dots,
        line(cell.value, cell.value, middle - row / 2 + 6, middle + row / 2 - 6),
        line(cell.low, cell.high, middle, middle),
        letters(x(Math.max(cell.value, ...cell.samples)) + 8, middle, cell.value.toFixed(0), {
          "dominant-baseline": "middle",
        }),
      ].join(""),
    );
  });
  return picture({ width, height }, title, [...axis, ...rows]);
}
