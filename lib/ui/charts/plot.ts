import { scaleLinear } from "d3-scale";

/** In units of the picture, whose letters are 13 of them high. */
export const plot = { width: 640, height: 260, left: 56, right: 8, top: 14, bottom: 32 } as const;

/** A scale from zero, or below it, to a round number above the greatest value; and its ticks. */
export function valueScale(values: number[]) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const scale = scaleLinear(low === high ? [0, 1] : [low, high], [
    plot.height - plot.bottom,
    plot.top,
  ]).nice(4);
  return { y: scale, ticks: scale.ticks(4) };
}

/** Which labels are written: the first, the last and those between, as many as fit. */
export function shownLabels(labels: string[], most = 6): number[] {
  if (labels.length <= most) return labels.map((_, index) => index);
  const step = (labels.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => Math.round(index * step));
}
