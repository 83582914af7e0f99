/** A line of a chart, or a layer of its bars. */
export interface Series {
  name: string;
  /** One for each label. */
  values: number[];
}

export interface ChartProps {
  /** What it shows, as its heading for those who do not see it. */
  title: string;
  /** What it tells in a sentence. */
  description?: string;
  /** What stands below each point: days, names. */
  labels: string[];
  series: Series[];
  /** How a value is written; on the axis in few signs. */
  format?: (value: number) => string;
  axisFormat?: (value: number) => string;
  /** What the column of labels is called in the table. */
  labelName?: string;
  className?: string;
}

/** Beyond this the sums and differences of a scale may be no numbers any more. */
const bound = 1e200;

/** Numbers that can be drawn. What is no number counts as zero, and so does what is too small to divide by. */
export const finite = (values: number[]): number[] =>
  values.map((value) =>
    Number.isFinite(value) && Math.abs(value) > 1 / bound
      ? Math.min(Math.max(value, -bound), bound)
      : 0,
  );

export const colours = [
  { stroke: "stroke-chart-1", fill: "fill-chart-1", background: "bg-chart-1" },
  { stroke: "stroke-chart-2", fill: "fill-chart-2", background: "bg-chart-2" },
  { stroke: "stroke-chart-3", fill: "fill-chart-3", background: "bg-chart-3" },
  { stroke: "stroke-chart-4", fill: "fill-chart-4", background: "bg-chart-4" },
] as const;

export const colourOf = (index: number) => colours[index % colours.length] ?? colours[0];
