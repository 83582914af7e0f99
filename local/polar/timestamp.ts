/** ISO 8601 with microseconds, as Polar writes it. */
export function timestamp(date: Date): string {
  return date.toISOString().replace("Z", "000Z");
}

/** A clock that never says the same moment twice, to the microsecond, as Polar's servers do. */
export function microsecondClock(): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1_000);
    return polarTimestamp(last);
  };
}

/** Microseconds since 1970 as Polar writes them: with all six digits. */
export function polarTimestamp(microseconds: number): string {
  const date = new Date(Math.floor(microseconds / 1_000)).toISOString().slice(0, -1);
  return `${date}${String(microseconds % 1_000).padStart(3, "0")}Z`;
}
