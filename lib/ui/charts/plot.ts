import { scaleLinear } from "d3-scale";

/**
 * A scale from zero, or below it, to a round number above the greatest value; and its ticks. In
 * hundredths of the height of what is drawn, from its top: a chart is as wide and high as its place.
 */
export function valueScale(values: number[]) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const scale = scaleLinear(low === high ? [0, 1] : [low, high], [100, 0]).nice(4);
  return { y: scale, ticks: scale.ticks(4) };
}
