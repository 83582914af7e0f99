const numbers = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

export const formatNumber = (value: number): string => numbers.format(value);

/** In as few signs as tell how much: 12.3K, 4.5M. */
export const formatCompact = (value: number): string => compact.format(value);

/** A share: 0.123 is 12.3%. */
export const formatPercent = (share: number): string => percents.format(share);

/** A day, in UTC, as periods are counted. */
export const formatDay = (value: Date): string => days.format(value);

/**
 * An amount of money.
 * @param minor in the currency's smallest unit, as providers count: cents, but whole yen.
 * @param currency of three letters, in either case.
 */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

const byteUnits = ["B", "KB", "MB", "GB", "TB"] as const;

/** A size, of which 1024 are one of the next unit. */
export function formatBytes(bytes: number): string {
  const steps = bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024));
  const step = Math.min(steps, byteUnits.length - 1);
  const value = bytes / 1024 ** step;
  return `${numbers.format(Number(value.toFixed(step === 0 || value >= 100 ? 0 : 1)))} ${byteUnits[step]}`;
}
