import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { nameOf } from "#lib/site/benchmarks/names.ts";
import type { Cell, Trips } from "#lib/site/benchmarks/summary.ts";
import { element, letters, picture, tone } from "./svg.ts";

const size = { width: 800, height: 400 };
const [left, right, top, bottom] = [56, 300, 14, 44];

/** Latency over delay: a line for each variant, with its slope, the trips, written at its end. */
export function drawLines(
  title: string,
  variants: readonly string[],
  cells: readonly Omit<Cell, "samples">[],
  trips: readonly Pick<Trips, "variant" | "slope">[],
): string {
  const delays = cells.map(({ delay }) => delay);
  const x = scaleLinear([0, Math.max(1, ...delays)], [left, size.width - right]);
  const y = scaleLinear(
    [0, Math.max(1, ...cells.map(({ value }) => value))],
    [size.height - bottom, top],
  ).nice();
  const draw = line<{ delay: number; value: number }>(
    ({ delay }) => x(delay),
    ({ value }) => y(value),
  );
  const across = y.ticks(5).flatMap((tick) => [
    element("line", {
      x1: left,
      x2: size.width - right,
      y1: y(tick),
      y2: y(tick),
      class: "axis",
    }),
    letters(left - 8, y(tick), `${tick}`, {
      class: "faint",
      "text-anchor": "end",
      "dominant-baseline": "middle",
    }),
  ]);
  // The ticks of 0 and 1 would stand on each other.
  const along = [...new Set(delays)]
    .filter((delay) => delay !== 1)
    .map((delay) =>
      letters(x(delay), size.height - bottom + 20, String(delay), {
        class: "faint",
        "text-anchor": "middle",
      }),
    );
  const lines = variants
    .map((variant) => ({
      variant,
      own: cells.filter((cell) => cell.variant === variant).toSorted((a, b) => a.delay - b.delay),
    }))
    .filter(({ own }) => own.length > 0);
  const ends = apart(lines.map(({ own }) => y(own.at(-1)?.value ?? 0)));
  const drawn = lines.map(({ variant, own }, index) => {
    const slope = trips.find((one) => one.variant === variant)?.slope.value;
    const told = slope === undefined ? "" : `, ${slope.toFixed(1)} trips`;
    return element(
      "g",
      { class: tone(variant) },
      [
        element("path", { d: draw(own) ?? "", class: "stroke" }),
        ...own.map(({ delay, value }) =>
          element("circle", { cx: x(delay), cy: y(value), r: 3, class: "area" }),
        ),
        letters(size.width - right + 12, ends[index] ?? 0, `${nameOf(variant)}${told}`, {
          "dominant-baseline": "middle",
        }),
      ].join(""),
    );
  });
  const labels = [
    letters((left + size.width - right) / 2, size.height - 6, "round trip to the database, ms", {
      class: "faint",
      "text-anchor": "middle",
    }),
    letters(4, 12, "ms", { class: "faint" }),
  ];
  return picture(size, title, [...across, ...along, ...labels, ...drawn]);
}

/** Places as near to the wanted ones as they can be with room for a line of letters each. */
function apart(wanted: readonly number[]): number[] {
  const room = 18;
  const places = wanted.map((at, index) => ({ at, index })).toSorted((a, b) => b.at - a.at);
  let above = Number.POSITIVE_INFINITY;
  for (const place of places) {
    place.at = Math.min(place.at, above - room);
    above = place.at;
  }
  return places.toSorted((a, b) => a.index - b.index).map(({ at }) => at);
}
