import { day } from "./tenant.ts";

export interface Period {
  start: number;
  end: number;
}

/** The same day and time some months later or earlier, in UTC; the last day of a month without it. */
export function addMonths(moment: number, months: number): number {
  const date = new Date(moment);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) + (moment % day);
}

const dayOf = (moment: number) => new Date(moment).getUTCDate();

/** From where to count months to meet both ends of a period of whole months; else undefined. */
function anchorOf({ start, end }: Period): number | undefined {
  for (let months = 1; months <= 12; months++) {
    if (addMonths(end, -months) === start) return dayOf(end) > dayOf(start) ? end : start;
    if (addMonths(start, months) === end) return start;
  }
  return undefined;
}

/**
 * When the credits of a subscription are spent: every month from the day of the invoice's period, which
 * ends the last of them. It goes on so while nobody has told of a renewal.
 */
export function monthOf(invoiced: Period, now: number): Period {
  const anchor = anchorOf(invoiced);
  const limits = new Set([invoiced.start, invoiced.end]);
  for (let months = -40; months <= 40; months++) {
    const within = addMonths(anchor ?? invoiced.start, months);
    // No rest of less than a day is a period.
    if (within >= invoiced.start + day && within <= invoiced.end - day) limits.add(within);
    const beyond = addMonths(anchor ?? invoiced.end, months);
    if (beyond >= invoiced.end + day) limits.add(beyond);
  }
  const inOrder = [...limits].toSorted((a, b) => a - b);
  const start = inOrder.findLast((limit) => limit <= now) ?? invoiced.start;
  return { start, end: inOrder.find((limit) => limit > now) ?? invoiced.end };
}
