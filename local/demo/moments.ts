import type { Dice } from "./dice.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** So many milliseconds before. */
export const before = (moment: Date, duration: number) => new Date(moment.getTime() - duration);
export const after = (moment: Date, duration: number) => new Date(moment.getTime() + duration);

/** The start of the hour, or day, that a moment is in (UTC). */
export const startOf = (unit: number, moment: Date) =>
  new Date(Math.floor(moment.getTime() / unit) * unit);

/** A moment in working hours (UTC), so many days before; never after `now`. */
export function atWork(dice: Dice, now: Date, daysAgo: number): Date {
  const morning = startOf(day, before(now, daysAgo * day)).getTime() + 8 * hour;
  const moment = morning + dice.between(0, 9 * 60) * minute + dice.between(0, 59_999);
  return new Date(Math.min(moment, now.getTime() - minute));
}
