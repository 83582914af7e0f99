/** The sizes that a chart comes in, with the least width of what is drawn, in pixels (tables.css). */
export const sizes = [
  { name: "narrow", width: 200 },
  { name: "medium", width: 400 },
  { name: "wide", width: 720 },
] as const;

/** About what a letter of a label takes at 12 pixels, and what separates two labels. */
const [letter, space] = [7, 12];
const most = 12;

export interface Shown {
  /** Which labels are written. */
  indexes: number[];
  /** How wide each may be without touching the next, in hundredths of the width. */
  room: number;
}

/**
 * Which labels are written below a chart: the first, the last and as many between as have
 * room. At least two are, and what is too long for its room is cut off.
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
  const longest = Math.max(...labels.map(({ length }) => length * letter)) + space;
  const fits = ({ room }: Shown) => (room / 100) * width >= longest;
  let count = Math.min(labels.length, most);
  let shown = spread(labels.length, count, at, isInset);
  while (count > 2 && !fits(shown)) {
    count -= 1;
    shown = spread(labels.length, count, at, isInset);
  }
  return shown;
}

function spread(
  length: number,
  count: number,
  at: (index: number) => number,
  isInset: boolean,
): Shown {
  const step = count > 1 ? (length - 1) / (count - 1) : 0;
  const indexes = Array.from({ length: count }, (_, place) => Math.round(place * step));
  const gaps = indexes.slice(1).map((index, place) => at(index) - at(indexes[place] ?? 0));
  // At an end of the picture a label stands beside its point: all of it is on one side.
  const sides = isInset ? 1 : count === 2 ? 2 : 1.5;
  return { indexes, room: Math.min(100, ...gaps) / sides };
}
