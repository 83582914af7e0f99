import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { finite } from "./series.ts";

interface SparklineProps {
  values: number[];
  className?: string;
}

/** The way a number took, without axes, beside the number that says where it is now. */
export function Sparkline({ values, className = "h-8 w-24" }: SparklineProps) {
  const shown = finite(values);
  if (shown.length < 2) return null;
  const x = scaleLinear([0, shown.length - 1], [2, 98]);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [30, 2]);
  const path = line<number>(
    (_, index) => x(index),
    (value) => y(value),
  )(shown);
  return (
    <svg viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true" className={className}>
      <path
        d={path ?? ""}
        fill="none"
        className="stroke-accent"
        strokeWidth="1.75"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
