import type { Price } from "#lib/billing/price.ts";

interface Period {
  start: Date;
  end: Date;
}

/**
 * About what is charged at once for a dearer plan: the difference for what is left of the period,
 * before tax. Polar invoices the exact amount, to the second in which it changes the plan.
 * @returns null when the prices cannot be compared, since they differ in currency or interval.
 */
export function dueNow(next: Price, present: Price, period: Period, now: Date): Price {
  if (!next || !present || !isAlike(next, present)) return null;
  const [start, end] = [period.start.getTime(), period.end.getTime()];
  const left = end > start ? (end - now.getTime()) / (end - start) : 0;
  const share = Math.min(Math.max(left, 0), 1);
  return { ...next, amount: Math.round(Math.max(next.amount - present.amount, 0) * share) };
}

const isAlike = (one: NonNullable<Price>, other: NonNullable<Price>): boolean =>
  one.currency === other.currency &&
  one.interval === other.interval &&
  one.intervalCount === other.intervalCount;
