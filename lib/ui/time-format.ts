/** `day`: Nov 20, 2026. `minute`: with the time. `second`: to the second. `relative`: 3 days ago. */
export type TimeStyle = "day" | "minute" | "second" | "relative";

const styles: Record<Exclude<TimeStyle, "relative">, Intl.DateTimeFormatOptions> = {
  day: { dateStyle: "medium" },
  minute: { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" },
  second: { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as people of a time zone write it. @param zone such as `Europe/Berlin`; else theirs. */
export function formatTime(value: Date, style: Exclude<TimeStyle, "relative">, zone?: string) {
  const key = `${style} ${zone ?? ""}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat("en", { ...styles[style], timeZone: zone });
  formats.set(key, format);
  return format.format(value);
}

const units = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** How long ago, or in how long: in the largest unit that fits at least once. */
export function formatRelative(value: Date, now: Date): string {
  const seconds = (value.getTime() - now.getTime()) / 1_000;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return Math.abs(seconds) < 1 || seconds < 0 ? "just now" : "in a moment";
}
