import { type ReactNode, useId } from "react";
import { formatCompact, formatNumber } from "#lib/text/format.ts";
import { LabelAxis, ValueAxis } from "./axes.tsx";
import { type ChartProps, colourOf } from "./series.ts";

interface FrameProps extends ChartProps {
  ticks: number[];
  /** Both in hundredths of the picture. */
  y(value: number): number;
  /** Where the middle of each label is. */
  x(index: number): number;
  /** Whether there is room beside the first and the last, as bars leave. */
  isInset?: boolean;
  children: ReactNode;
}

/** Axes, legend, and the same numbers as a table, around what a chart draws. */
export function ChartFrame({ children, ticks, x, y, isInset, ...chart }: FrameProps) {
  const id = useId();
  const { title, description, labels, series, axisFormat = formatCompact, className = "" } = chart;
  return (
    <figure className={`min-w-0 ${className}`}>
      {series.length > 1 && <Legend names={series.map(({ name }) => name)} />}
      <div className="chart">
        <ValueAxis ticks={ticks} y={y} format={axisFormat} />
        <svg role="img" aria-labelledby={`${id}-title ${id}-text`}>
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-text`}>{description ?? "The numbers are in the table below."}</desc>
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2="100%"
              y1={`${y(tick)}%`}
              y2={`${y(tick)}%`}
              className={tick === 0 ? "stroke-field" : "stroke-line"}
            />
          ))}
          {children}
        </svg>
        <LabelAxis labels={labels} x={x} isInset={isInset} />
      </div>
      <ChartTable {...chart} />
    </figure>
  );
}

function Legend({ names }: { names: string[] }) {
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {names.map((name, index) => (
        <li key={name} className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className={`size-2.5 rounded-sm ${colourOf(index).background}`}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}

function ChartTable({
  title,
  labels,
  series,
  labelName = "When",
  format = formatNumber,
}: ChartProps) {
  return (
    <details className="mt-2 text-sm">
      <summary className="w-fit rounded text-xs text-muted hover:text-ink">Show as table</summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        aria-label={title}
        className="mt-2 max-h-72 overflow-auto rounded-lg border border-line"
      >
        <table className="w-full text-left tabular-nums">
          <thead className="bg-canvas text-xs text-muted">
            <tr>
              <th scope="col" className="px-3 py-2 font-medium">
                {labelName}
              </th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="px-3 py-2 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {labels.map((label, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat, and never move
              <tr key={index}>
                <th scope="row" className="px-3 py-1.5 font-normal">
                  {label}
                </th>
                {series.map(({ name, values }) => (
                  <td key={name} className="px-3 py-1.5 text-right">
                    {format(values[index] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** In the place of a chart of nothing. */
export function EmptyChart({ title, className = "" }: Pick<ChartProps, "title" | "className">) {
  return (
    <figure
      className={`grid min-h-40 place-items-center rounded-lg border border-dashed border-line text-sm text-muted ${className}`}
    >
      <figcaption>
        <span className="sr-only">{title}: </span>No data yet.
      </figcaption>
    </figure>
  );
}
