import type { Price } from "#lib/billing/price.ts";
import { formatMoney } from "#lib/text/format.ts";

/** A price, with a fraction only when it has one. */
export const formatPrice = (price: Price): string =>
  price ? formatMoney(price.amount, price.currency, { isShort: true }) : "Not for sale";

/** For how long a price is, such as "a month", and what comes on top. */
export function priceTerm(price: Price): string {
  if (!price) return "currently";
  const { interval, intervalCount, isMetered } = price;
  const every =
    interval === null
      ? "once"
      : intervalCount === 1
        ? `a ${interval}`
        : `every ${intervalCount} ${interval}s`;
  return isMetered ? `${every} plus usage` : every;
}
