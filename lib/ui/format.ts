const numbers = new Intl.NumberFormat("en");
const dates = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

export const formatNumber = (value: number): string => numbers.format(value);

/** A day, in UTC, as periods are counted. */
export const formatDay = (value: Date): string => dates.format(value);
