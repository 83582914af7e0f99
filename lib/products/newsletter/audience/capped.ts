import { formatNumber } from "#lib/text/format.ts";

/** No page counts further: its time would grow with the audience. */
export const countLimit = 10_000;

/** `1,204`, or `10,000+`. */
export const formatCapped = (count: number): string =>
  count > countLimit ? `${formatNumber(countLimit)}+` : formatNumber(count);
