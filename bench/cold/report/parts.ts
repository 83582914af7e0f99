import { scaleLinear } from "d3-scale";
import { nameOf } from "#lib/site/benchmarks/names.ts";
import type { Parts } from "#lib/site/benchmarks/parts.ts";
import { element, letters, picture, tone } from "./svg.ts";

const [left, right, top, row] = [230, 60, 30, 34];
const width = 800;

const layers = [
  { key: "runtime", name: "runtime", class: "area" },
  { key: "code", name: "code", class: "area second" },
  { key: "waiting", name: "waiting for the database", class: "area third" },
] as const;

/** What each cold start consists of, one part after the other. */
export function drawParts(title: string, parts: readonly Parts[]): string {
  const height = top + parts.length * row + 26;
  const total = (one: Parts) => one.runtime + one.code + one.waiting;
  const x = scaleLinear([0, Math.max(1, ...parts.map(total))], [left, width - right]).nice();
  const axis = x
    .ticks(6)
    .flatMap((tick) => [
      element("line", { x1: x(tick), x2: x(tick), y1: top, y2: height - 24, class: "axis" }),
      letters(x(tick), height - 8, `${tick} ms`, { class: "faint", "text-anchor": "middle" }),
    ]);
  const legend = layers.map((layer, index) =>
    element(
      "g",
      { class: "bare" },
      element("rect", { x: left + index * 130, y: 6, width: 12, height: 12, class: layer.class }) +
        letters(left + index * 130 + 18, 16, layer.name, { class: "faint" }),
    ),
  );
  const bars = parts.map((one, index) => {
    const y = top + index * row + 5;
    let from = 0;
    const rects = layers.map((layer) => {
      const to = from + one[layer.key];
      const rect = element("rect", {
        x: x(from),
        y,
        width: x(to) - x(from),
        height: row - 10,
        class: layer.class,
      });
      from = to;
      return rect;
    });
    return element(
      "g",
      { class: tone(one.variant) },
      letters(left - 12, y + row / 2 - 4, nameOf(one.variant), {
        "text-anchor": "end",
        "dominant-baseline": "middle",
      }) +
        rects.join("") +
        letters(x(from) + 8, y + row / 2 - 4, total(one).toFixed(0), {
          "dominant-baseline": "middle",
        }),
    );
  });
  return picture({ width, height }, title, [...axis, ...legend, ...bars]);
}
