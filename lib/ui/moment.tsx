const format = new Intl.DateTimeFormat("en", {
  dateStyle: "medium",
  timeStyle: "medium",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** A moment to the second, in UTC, which whoever shows it says once. */
export function Moment({ value }: { value: Date }) {
  return <time dateTime={value.toISOString()}>{format.format(value)}</time>;
}
