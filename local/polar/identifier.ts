import { createHash } from "node:crypto";

/** Polar's id of us, who sell. */
export const seller = "70000000-0000-4000-8000-0000000000ff";

/** A uuid that is the same for the same parts. */
export function stableId(...parts: string[]): string {
  const hex = createHash("sha256").update(parts.join(" ")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** ISO 8601 with microseconds, as Polar writes it. */
export function timestamp(date: Date): string {
  return date.toISOString().replace("Z", "000Z");
}

/** A clock that never says the same moment twice, to the microsecond, as Polar's servers do. */
export function microsecondClock(): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1_000);
    const milliseconds = new Date(Math.floor(last / 1_000)).toISOString().slice(0, -1);
    return `${milliseconds}${String(last % 1_000).padStart(3, "0")}Z`;
  };
}
