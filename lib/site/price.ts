/** A price in dollars, with cents only when there are some. */
export const formatPrice = (cents: number): string =>
  new Intl.NumberFormat("en", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
  }).format(cents / 100);
