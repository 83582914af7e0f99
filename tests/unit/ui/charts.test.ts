import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { BarChart } from "#lib/ui/charts/bar-chart.tsx";
import { LineChart } from "#lib/ui/charts/line-chart.tsx";
import { plot, shownLabels, valueScale } from "#lib/ui/charts/plot.ts";
import { Sparkline } from "#lib/ui/charts/sparkline.tsx";

const charts = { LineChart, BarChart };
const numbers = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double(),
  fc.constantFrom(0, Number.NaN, Number.POSITIVE_INFINITY, 9e15),
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
  );
});

test.for(["LineChart", "BarChart"] as const)("the table of a %s says what it draws", (kind) => {
  const values = [12, 0, 2_500_000, 7];
  const cells = [...render(kind, [values]).matchAll(/<td[^>]*>([^<]*)<\/td>/g)];
  expect(cells.map(([, text]) => Number(text))).toEqual(values);
});

test("a chart of nothing says so", () => {
  expect(render("LineChart", [])).toContain("Nothing to show yet");
  expect(render("BarChart", [[]])).toContain("Nothing to show yet");
});

test("a single point is drawn", () => {
  expect(render("LineChart", [[42]])).toMatch(/<circle[^>]* r="4"/);
});

test("bars begin at zero, also where all values are alike", () => {
  for (const values of [[5, 5], [0, 0], [-3, -3], []]) {
    const { y, ticks } = valueScale(values);
    expect(ticks).toContain(0);
    for (const value of [...values, 0]) {
      expect(y(value)).toBeGreaterThanOrEqual(plot.top);
      expect(y(value)).toBeLessThanOrEqual(plot.height - plot.bottom);
    }
  }
});

test("of many labels a few are written, the first and the last among them", () => {
  const shown = shownLabels(Array.from({ length: 365 }, String));
  expect(shown.length).toBeLessThanOrEqual(6);
  expect([shown[0], shown.at(-1)]).toEqual([0, 364]);
});

test("a sparkline of less than two points is none", () => {
  expect(renderToStaticMarkup(createElement(Sparkline, { values: [3] }))).toBe("");
});
