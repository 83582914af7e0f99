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

/** Currencies whose smallest unit is not a hundredth, as those who take payments count it. */
const exponents: Record<string, number> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF"
      .split(" ")
      .map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
};

/**
 * An amount of money. A currency that nobody knows is shown by its name, and never fails.
 * @param minor in the currency's smallest unit, as Polar counts: cents, but whole yen. How many of them
 *   are one is not for `Intl` to say, which leaves out the hundredths of a forint or a rupiah.
 * @param currency of three letters, in either case.
 * @param isShort leaves out a fraction that is nothing.
 */
export function formatMoney(
  minor: number,
  currency: string,
  { isShort = false }: { isShort?: boolean } = {},
): string {
  const code = currency.toUpperCase();
  const digits = exponents[code] ?? 2;
  const value = minor / 10 ** digits;
  const isWhole = Number.isInteger(value);
  const fraction = {
    minimumFractionDigits: isShort && isWhole ? 0 : digits,
    maximumFractionDigits: digits,
  };
  if (!/^[A-Z]{3}$/.test(code)) {
    return `${new Intl.NumberFormat("en", fraction).format(value)} ${currency}`.trim();
  }
  return new Intl.NumberFormat("en", { style: "currency", currency: code, ...fraction }).format(
    value,
  );
}

const byteUnits = ["B", "KB", "MB", "GB", "TB"] as const;

/** A size; each unit is 1,024 of the one before. */
export function formatBytes(bytes: number): string {
  const steps = bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1024));
  const step = Math.min(steps, byteUnits.length - 1);
  const value = bytes / 1024 ** step;
  return `${numbers.format(Number(value.toFixed(step === 0 || value >= 100 ? 0 : 1)))} ${byteUnits[step]}`;
}
