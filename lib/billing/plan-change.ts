import type { Price } from "#lib/billing/price.ts";
import { isMore, rankOf } from "./plan-rank.ts";

interface Plan {
  credits: number;
  price: Price;
}

export interface PlanChange {
  isUpgrade: boolean;
  /** When the other plan holds. */
  at: Date;
  /**
   * What Polar takes now for the rest of the period, before tax and discounts; null when it cannot be
   * told: the two are paid in other currencies or for other intervals.
   */
  due: { amount: number; currency: string } | null;
}

/** What a change of plan comes to, for people to read before they ask for it. */
export function changeOf(
  { from, to }: { from: Plan; to: Plan },
  period: { start: Date; end: Date },
  now: Date,
): PlanChange {
  const currency = to.price?.currency ?? from.price?.currency ?? "usd";
  if (!isMore(rankOf(to), rankOf(from))) {
    return { isUpgrade: false, at: period.end, due: { amount: 0, currency } };
  }
  const isAlike =
    from.price?.currency === to.price?.currency &&
    from.price?.interval === to.price?.interval &&
    from.price?.intervalCount === to.price?.intervalCount;
  if (!isAlike || !from.price || !to.price) return { isUpgrade: true, at: now, due: null };
  const whole = period.end.getTime() - period.start.getTime();
  const left = Math.min(Math.max(period.end.getTime() - now.getTime(), 0), whole);
  const difference = to.price.amount - from.price.amount;
  const amount = whole > 0 ? Math.max(Math.round((difference * left) / whole), 0) : 0;
  return { isUpgrade: true, at: now, due: { amount, currency } };
}
