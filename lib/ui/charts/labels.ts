/** The sizes that a chart comes in, with the least width of what is drawn, in pixels (tables.css). */
export const sizes = [
  { name: "narrow", width: 200 },
  { name: "medium", width: 400 },
  { name: "wide", width: 720 },
] as const;

/** About what a letter of a label takes at 12 pixels, and what separates two labels. */
const [letter, space] = [7, 12];

export interface Shown {
  /** Which labels are written. */
  indexes: number[];
  /** How wide each may be without touching the next, in hundredths of the width. */
  room: number;
}

/**
 * Which labels are written below a chart: the first, and from there every second, third or so, as many
 * as have room. At least two are, and what is too long for its room is cut off.
 * @param width of the picture at the least, in pixels.
 * @param at where the middle of a label is, in hundredths of the width.
 * @param isInset whether the first and the last stand in the middle of their place, as below bars, and
 * not at the ends of the picture.
 */
export function shownLabels(
  labels: string[],
  width: number,
  at: (index: number) => number,
  isInset = false,
): Shown {
  const needed = Math.max(...labels.map(({ length }) => length * letter)) + space;
  // At an end of the picture a label stands beside its point: all of it is on one side.
  const roomOf = (step: number) =>
    Math.min(100, at(step) - at(0)) / (isInset ? 1 : step * 2 > labels.length - 1 ? 2 : 1.5);
  const widest = Math.max(labels.length - 1, 1);
  let step = 1;
  while (step < widest && (roomOf(step) / 100) * width < needed) step += 1;
  const indexes = labels.map((_, index) => index).filter((index) => index % step === 0);
  return { indexes, room: labels.length === 1 ? 100 : roomOf(step) };
}
