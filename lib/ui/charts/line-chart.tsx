import { scaleLinear } from "d3-scale";
import { area, curveMonotoneX, line } from "d3-shape";
import { ChartFrame, EmptyChart } from "./frame.tsx";
import { valueScale } from "./plot.ts";
import { type ChartProps, colourOf, finite } from "./series.ts";

/** How numbers went over time. One line is filled below; several are not. Drawn without script. */
export function LineChart(chart: ChartProps) {
  const { labels } = chart;
  const series = chart.series.map(({ name, values }) => ({
    name,
    values: finite(labels.map((_, index) => values[index] ?? 0)),
  }));
  if (labels.length === 0 || series.length === 0) return <EmptyChart {...chart} />;

  const { y, ticks } = valueScale(series.flatMap(({ values }) => values));
  const across = scaleLinear([0, Math.max(labels.length - 1, 1)], [0, 100]);
  // A single point stands in the middle.
  const x = (index: number) => (labels.length === 1 ? across(0.5) : across(index));
  const draw = line<number>(
    (_, index) => x(index),
    (value) => y(value),
  ).curve(curveMonotoneX);
  const fill = area<number>(
    (_, index) => x(index),
    y(0),
    (value) => y(value),
  ).curve(curveMonotoneX);
  return (
    <ChartFrame {...chart} series={series} ticks={ticks} x={x} y={y}>
      {series.map(({ name, values }, index) => {
        const colour = colourOf(index);
        const [only = 0] = values;
        return (
          <g key={name}>
            {/* Stretched to its place; its lines are as thick as ever. */}
            <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none">
              {series.length === 1 && (
                <path d={fill(values) ?? ""} className={colour.fill} opacity="0.12" />
              )}
              <path
                d={draw(values) ?? ""}
                fill="none"
                className={colour.stroke}
                strokeWidth="2"
                strokeLinejoin="round"
                vectorEffect="non-scaling-stroke"
              />
            </svg>
            {values.length === 1 && (
              <circle cx={`${x(0)}%`} cy={`${y(only)}%`} r="4" className={colour.fill} />
            )}
          </g>
        );
      })}
    </ChartFrame>
  );
}
