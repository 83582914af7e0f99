import { scaleBand } from "d3-scale";
import { ChartFrame, EmptyChart } from "./frame.tsx";
import { valueScale } from "./plot.ts";
import { type ChartProps, colourOf, finite } from "./series.ts";

/** Amounts beside each other; several series stand on top of each other. Drawn without script. */
export function BarChart(chart: ChartProps) {
  const { labels } = chart;
  const series = chart.series.map(({ name, values }) => ({
    name,
    values: finite(labels.map((_, index) => values[index] ?? 0)),
  }));
  if (labels.length === 0 || series.length === 0) return <EmptyChart {...chart} />;

  const bars = labels.map((_, index) => stack(series.map(({ values }) => values[index] ?? 0)));
  const { y, ticks } = valueScale(bars.flat().flatMap(({ from, to }) => [from, to]));
  const band = scaleBand(labels.keys(), [0, 100])
    .paddingInner(labels.length > 40 ? 0.1 : 0.3)
    .paddingOuter(0.15);
  const width = Math.min(band.bandwidth(), 10);
  const middle = (index: number) => (band(index) ?? 0) + band.bandwidth() / 2;
  return (
    <ChartFrame {...chart} series={series} ticks={ticks} x={middle} y={y} isInset>
      {bars.map((layers, index) =>
        layers.map(({ from, to }, layer) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a place on the axis is what it is
            key={`${index} ${layer}`}
            x={`${middle(index) - width / 2}%`}
            y={`${Math.min(y(from), y(to))}%`}
            width={`${width}%`}
            height={`${Math.abs(y(from) - y(to))}%`}
            rx={width > 1.5 ? 2 : 0}
            className={colourOf(layer).fill}
          />
        )),
      )}
    </ChartFrame>
  );
}

/** Where each layer begins and ends: what is above zero upwards, what is below it downwards. */
function stack(values: number[]): { from: number; to: number }[] {
  let [up, down] = [0, 0];
  return values.map((value) => {
    const from = value >= 0 ? up : down;
    const to = from + value;
    if (value >= 0) up = to;
    else down = to;
    return { from, to };
  });
}
