import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BarChart } from "#lib/ui/charts/bar-chart.tsx";
import { shownLabels, sizes } from "#lib/ui/charts/labels.ts";
import { LineChart } from "#lib/ui/charts/line-chart.tsx";
import { valueScale } from "#lib/ui/charts/plot.ts";
import { Sparkline } from "#lib/ui/charts/sparkline.tsx";

const charts = { LineChart, BarChart };
const numbers = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double(),
  fc.constantFrom(0, Number.NaN, Number.POSITIVE_INFINITY, 9e15, -5e-324, 5e-324),
);

const render = (kind: keyof typeof charts, values: number[][]) =>
  renderToStaticMarkup(
    createElement(charts[kind], {
      title: "Credits",
      labels: (values[0] ?? []).map((_, index) => `day ${index + 1}`),
      series: values.map((own, index) => ({ name: `series ${index}`, values: own })),
      format: String,
    }),
  );

test.for(["LineChart", "BarChart"] as const)("a %s draws whatever it is given", (kind) => {
  const drawn = fc.array(fc.array(numbers, { maxLength: 40 }), { maxLength: 5 });
  fc.assert(
    fc.property(drawn, (values) => {
      const coordinates = render(kind, values).replace(/<figcaption.*|<details.*/s, "");
      expect(coordinates).not.toMatch(/NaN|Infinity|undefined/);
    }),
    { examples: [[[[-5e-324, 5e-324]]]] },
  );
});

test.for(["LineChart", "BarChart"] as const)("the table of a %s says what it draws", (kind) => {
  const values = [12, 0, 2_500_000, 7];
  const cells = [...render(kind, [values]).matchAll(/<td[^>]*>([^<]*)<\/td>/g)];
  expect(cells.map(([, text]) => Number(text))).toEqual(values);
});

test("a chart of nothing says so", () => {
  expect(render("LineChart", [])).toContain("No data yet");
  expect(render("BarChart", [[]])).toContain("No data yet");
});

test("a single point is drawn", () => {
  expect(render("LineChart", [[42]])).toMatch(/<circle[^>]* r="4"/);
});

test("bars begin at zero, also where all values are alike", () => {
  for (const values of [[5, 5], [0, 0], [-3, -3], []]) {
    const { y, ticks } = valueScale(values);
    expect(ticks).toContain(0);
    for (const value of [...values, 0]) {
      expect(y(value)).toBeGreaterThanOrEqual(0);
      expect(y(value)).toBeLessThanOrEqual(100);
    }
  }
});

test("of many labels a few are written, the first among them and the others evenly after it", () => {
  for (const { width } of sizes) {
    const labels = Array.from({ length: 365 }, (_, index) => `Day ${index}`);
    const { indexes } = shownLabels(labels, width, (index) => (index / 364) * 100);
    expect(indexes.length).toBeLessThanOrEqual(14);
    expect(indexes[0]).toBe(0);
    expect(
      new Set(indexes.slice(1).map((index, place) => index - (indexes[place] ?? 0))).size,
    ).toBe(1);
  }
});

test("labels never touch, however long they are and however many", () => {
  const labels = fc.array(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(labels, fc.constantFrom(...sizes), fc.boolean(), (labels, { width }, isInset) => {
      const at = (index: number) =>
        isInset
          ? ((index + 0.5) / labels.length) * 100
          : (index / Math.max(labels.length - 1, 1)) * 100;
      const { indexes, room } = shownLabels(labels, width, at, isInset);
      const ends = indexes.map((index) => {
        const isLine = !isInset && labels.length > 1;
        const shift =
          isLine && index === 0 ? 0 : isLine && index === labels.length - 1 ? room : room / 2;
        return { from: at(index) - shift, to: at(index) - shift + room };
      });
      for (const [place, { from }] of ends.entries()) {
        expect(from).toBeGreaterThanOrEqual((ends[place - 1]?.to ?? -100) - 1e-9);
      }
    }),
  );
});

test("a sparkline of less than two points is none", () => {
  expect(renderToStaticMarkup(createElement(Sparkline, { values: [3] }))).toBe("");
});
