import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { isTimeZone, timeZones } from "#lib/text/time-zone.ts";
import { type MeantTime, meantTime } from "#lib/text/wall-time.ts";

/** @throws when it is no time */
function meant(date: string, time: string, zone: string): MeantTime {
  const found = meantTime({ date, time, zone });
  if (typeof found === "string") throw new Error(`${date} ${time} in ${zone}: ${found}`);
  return found;
}

test.each([
  ["2026-07-01", "09:00", "Europe/Berlin", "2026-07-01T07:00:00.000Z", "+02:00", "none"],
  ["2026-12-01", "09:00", "Europe/Berlin", "2026-12-01T08:00:00.000Z", "+01:00", "none"],
  ["2026-12-01", "09:00", "UTC", "2026-12-01T09:00:00.000Z", "+00:00", "none"],
  // The clock goes from 2 to 3.
  ["2027-03-28", "02:30", "Europe/Berlin", "2027-03-28T01:30:00.000Z", "+02:00", "skipped"],
  // The clock goes from 3 back to 2.
  ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z", "+02:00", "repeated"],
  ["2026-10-25", "03:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z", "+01:00", "none"],
  // Half an hour.
  ["2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00.000Z", "+11:00", "skipped"],
  // A whole day that never was.
  ["2011-12-30", "12:00", "Pacific/Apia", "2011-12-30T22:00:00.000Z", "+14:00", "skipped"],
  ["2028-02-29", "00:00", "Asia/Kathmandu", "2028-02-28T18:15:00.000Z", "+05:45", "none"],
] as const)("%s %s in %s is %s, at %s, %s", (date, time, zone, instant, offset, shift) => {
  expect(meant(date, time, zone)).toEqual({ instant: new Date(instant), offset, shift });
});

test.each([
  ["2026-02-29", "10:00", "UTC", "invalid_date"],
  ["2026-13-01", "10:00", "UTC", "invalid_date"],
  ["26-01-01", "10:00", "UTC", "invalid_date"],
  ["+012026-01-01", "10:00", "UTC", "invalid_date"],
  ["", "10:00", "UTC", "invalid_date"],
  ["2026-01-01", "24:00", "UTC", "invalid_time"],
  ["2026-01-01", "9:00", "UTC", "invalid_time"],
  ["2026-01-01", "10:60", "UTC", "invalid_time"],
  ["2026-01-01", "", "UTC", "invalid_time"],
  ["2026-01-01", "10:00", "+02:00", "unknown_zone"],
  ["2026-01-01", "10:00", "UTC+2", "unknown_zone"],
  ["2026-01-01", "10:00", "Mars/Olympus", "unknown_zone"],
  ["2026-01-01", "10:00", "Europe/Berlin\0", "unknown_zone"],
  ["2026-01-01", "10:00", "", "unknown_zone"],
])("%j %j in %j is refused: %s", (date, time, zone, problem) => {
  expect(meantTime({ date, time, zone })).toBe(problem);
});

test("a browser's name of a zone is known, also one that Intl does not list", () => {
  expect(timeZones()[0]).toBe("UTC");
  expect(new Set(timeZones()).size).toBe(timeZones().length);
  for (const zone of [...timeZones(), "Europe/Kyiv", "Europe/Kiev", "Etc/GMT+5"]) {
    expect(isTimeZone(zone)).toBe(true);
  }
});

/** What the clock on the wall shows, by Intl and not by what is tested. */
function wallClock(zone: string) {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return (instant: Date | number) => format.format(instant);
}

test("at every change of every clock from 2026 to 2030, a skipped time is later, and of two the first is meant", () => {
  const end = Temporal.Instant.from("2031-01-01T00:00Z");
  let [skipped, repeated] = [0, 0];
  for (const zone of timeZones()) {
    const shown = wallClock(zone);
    let at = Temporal.Instant.from("2026-01-01T00:00Z").toZonedDateTimeISO(zone);
    for (;;) {
      const next = at.getTimeZoneTransition("next");
      if (!next || next.epochMilliseconds >= end.epochMilliseconds) break;
      const before = next.subtract({ nanoseconds: 1 });
      const change = (next.offsetNanoseconds - before.offsetNanoseconds) / 60e9;
      at = next;
      if (change === 0) continue;
      // A minute that is skipped or repeated: on the clock of before, or on that of after.
      const minutes = Math.min(Math.abs(change) / 2, 45);
      const wall = (change > 0 ? before : next).toPlainDateTime().round("minute").add({ minutes });
      const [date = "", time = ""] = wall.toString().slice(0, 16).split("T");
      const { instant, shift, offset } = meant(date, time, zone);
      if (change > 0) {
        skipped += 1;
        expect(shift).toBe("skipped");
        const later = wall.add({ minutes: change }).toString().slice(0, 16).replace("T", " ");
        expect(shown(instant)).toBe(later);
        expect(offset).toBe(next.offset);
      } else {
        repeated += 1;
        expect(shift).toBe("repeated");
        expect(shown(instant)).toBe(`${date} ${time}`);
        expect(shown(instant.getTime() - change * 60_000)).toBe(`${date} ${time}`);
        expect(offset).toBe(before.offset);
      }
    }
  }
  expect(skipped).toBeGreaterThan(500);
  expect(repeated).toBeGreaterThan(500);
});
