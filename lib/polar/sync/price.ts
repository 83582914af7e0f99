import type { PolarProduct } from "./events.ts";

/** What a product costs, as it is shown and sold. */
export interface ReadPrice {
  /** In the smallest unit of the currency, as Polar counts. */
  amount: number;
  /** ISO 4217, in small letters. */
  currency: string;
  interval: string | null;
  intervalCount: number;
  /** Whether what is used is charged besides. */
  isMetered: boolean;
}

/** The currency of the price that is shown, and of the checkout, when a product has several. */
const preferred = "usd";

const kinds: Record<string, string> = {
  custom: "one that the buyer names",
  free: "none to pay",
  seat_based: "one for each seat",
  unit_based: "one for each unit",
  metered_unit: "one by use",
  metered_tiers: "one by use",
};

/**
 * The price of a product that can be shown and sold: a fixed one, in dollars if there is one in dollars,
 * else in the currency that Polar lists first; by the month, if a product has several intervals.
 * @returns why there is none, as the end of a sentence about the product.
 */
export function readPrice(product: PolarProduct, as: "plan" | "pack"): ReadPrice | string {
  if (product.is_archived) return "is archived";
  if (as === "plan" && product.is_recurring === false) return "is sold once, not again and again";
  if (as === "pack" && product.is_recurring) return "is sold again and again, not once";
  const open = (product.prices ?? []).filter(
    ({ is_archived, source }) => !is_archived && source !== "ad_hoc",
  );
  if (open.length === 0) return "has no price";
  const fixed = open.flatMap(({ price_amount, ...price }) =>
    kindOf(price) === "fixed" && typeof price_amount === "number"
      ? [{ ...price, price_amount, currency: currencyOf(price) }]
      : [],
  );
  const currency = fixed.some((price) => price.currency === preferred)
    ? preferred
    : fixed[0]?.currency;
  const chosen = fixed.filter((price) => price.currency === currency);
  const price =
    chosen.find(({ recurring_interval }) => recurring_interval === "month") ?? chosen[0];
  if (currency && !/^[a-z]{3}$/.test(currency)) return "is priced in what is no currency";
  if (!price || !currency) return `has no fixed price, but ${wordsOf(open)}`;
  const beside = open.filter((other) => currencyOf(other) === currency && isOfOtherKind(other));
  if (beside.length > 0) return `has besides its fixed price ${wordsOf(beside)}`;
  if (price.price_amount === 0) return "costs nothing, as only the free plan does";
  const interval = price.recurring_interval ?? product.recurring_interval ?? null;
  return {
    amount: price.price_amount,
    currency,
    interval: as === "plan" ? (interval ?? "month") : null,
    intervalCount: product.recurring_interval_count || 1,
    isMetered: open.some((other) => currencyOf(other) === currency && isByUse(other)),
  };
}

type Listed = { amount_type?: string | null; price_currency?: string | null };

const kindOf = ({ amount_type }: Listed) => amount_type ?? "fixed";
const currencyOf = ({ price_currency }: Listed) => (price_currency ?? "usd").toLowerCase();
const isByUse = (price: Listed) => kindOf(price).startsWith("metered");
const isOfOtherKind = (price: Listed) => kindOf(price) !== "fixed" && !isByUse(price);

const wordsOf = (prices: Listed[]) =>
  [
    ...new Set(prices.map((price) => kinds[kindOf(price)] ?? `one of the kind ${kindOf(price)}`)),
  ].join(" and ");
