import { Temporal } from "temporal-polyfill";
import { isTimeZone } from "./time-zone.ts";

/** A time as a person says it: by the clock on the wall, somewhere. */
export interface WallTime {
  /** `2026-10-25` */
  date: string;
  /** `02:30` */
  time: string;
  /** Of the IANA database, such as `Europe/Berlin`, or `UTC`. */
  zone: string;
}

/** The instant that is meant. */
export interface MeantTime {
  instant: Date;
  /** From UTC, at that instant: `+02:00`. */
  offset: string;
  /**
   * `skipped`: the clock goes forward over it, so that much later is meant. `repeated`: the clock goes
   * back, so there are two, and the first is meant. Both are said before it is saved.
   */
  shift: "none" | "skipped" | "repeated";
}

export type WallTimeProblem = "invalid_date" | "invalid_time" | "unknown_zone";

/** Where a time by the wall clock is on the line of time, by the `compatible` rule of Temporal. */
export function meantTime({ date, time, zone }: WallTime): MeantTime | WallTimeProblem {
  if (!isTimeZone(zone)) return "unknown_zone";
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return "invalid_date";
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return "invalid_time";
  const day = readDay(date);
  if (!day) return "invalid_date";
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(time));
  const [first, last] = (["earlier", "later"] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  );
  if (!first || !last) throw new Error("unreachable");
  const isSkipped = !last.toPlainDateTime().equals(wall);
  const meant = isSkipped ? last : first;
  const isOne = first.epochMilliseconds === last.epochMilliseconds;
  return {
    instant: new Date(meant.epochMilliseconds),
    offset: meant.offset,
    shift: isOne ? "none" : isSkipped ? "skipped" : "repeated",
  };
}

function readDay(date: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" });
  } catch {
    return undefined;
  }
}
