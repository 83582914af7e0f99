import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rows } from "#lib/db/database.ts";
import { weekdays } from "#lib/products/newsletter/schema.ts";
import { meantTime } from "#lib/text/wall-time.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { check } from "../../../sync/property.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const opening = async (
    since: string,
    { zone = "Europe/Berlin", days = [...weekdays] as string[], opens = 9, closes = 17 } = {},
  ) => {
    const [at] = await rows(
      database.on[driver],
      sql`select newsletter_opening(
        ${since}::timestamptz, ${zone}::text, ${`{${days}}`}::text[],
        ${opens}::integer, ${closes}::integer
      ) as at`,
      (row) => new Date(String(row.at)).toISOString(),
    );
    return at;
  };

  test("mails wait for the next hour and day of sending, by the clock of the zone", async () => {
    // A Friday in winter.
    expect(await opening("2026-11-27T08:30:00Z")).toBe("2026-11-27T08:30:00.000Z");
    expect(await opening("2026-11-27T07:30:00Z")).toBe("2026-11-27T08:00:00.000Z");
    expect(await opening("2026-11-27T16:00:00Z")).toBe("2026-11-28T08:00:00.000Z");
    const working = { days: [...weekdays.slice(0, 5)] };
    expect(await opening("2026-11-27T16:00:00Z", working)).toBe("2026-11-30T08:00:00.000Z");
    expect(await opening("2026-11-27T16:00:00Z", { days: ["friday"] })).toBe(
      "2026-12-04T08:00:00.000Z",
    );
    // Across the international date line it is another day.
    const far = { zone: "Pacific/Kiritimati", days: ["saturday"], opens: 0, closes: 24 };
    expect(await opening("2026-11-27T09:00:00Z", far)).toBe("2026-11-27T10:00:00.000Z");
  });

  test("an hour that the clock skips is later, and one that it repeats begins at the first", async () => {
    const night = { opens: 2, closes: 4 };
    // Forward at 01:00 UTC: 02:00 is not there, and 03:00 is meant.
    expect(await opening("2027-03-28T00:30:00Z", night)).toBe("2027-03-28T01:00:00.000Z");
    // All of its hours are skipped, so that day has none.
    expect(await opening("2027-03-28T00:30:00Z", { opens: 2, closes: 3 })).toBe(
      "2027-03-29T00:00:00.000Z",
    );
    // Back at 01:00 UTC: 02:00 comes twice, and both are sending hours.
    expect(await opening("2027-10-30T23:00:00Z", night)).toBe("2027-10-31T00:00:00.000Z");
    expect(await opening("2027-10-31T01:30:00Z", night)).toBe("2027-10-31T01:30:00.000Z");
    expect(await opening("2027-10-31T03:00:00Z", night)).toBe("2027-11-01T01:00:00.000Z");
  });
});

// One driver: the statement and its parameters are the same on all.
test("the database reads a clock on the wall as scheduling does, around every change of it", async () => {
  const zones = [
    ...["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Antarctica/Troll"],
    ...["Pacific/Chatham", "Africa/Cairo", "Asia/Kolkata", "America/Santiago", "UTC"],
  ];
  await check(
    40,
    fc.asyncProperty(
      fc.constantFrom(...zones),
      fc.date({
        min: new Date("2026-01-01T00:00:00Z"),
        max: new Date("2030-12-31T00:00:00Z"),
        noInvalidDate: true,
      }),
      async (zone, near) => {
        const change = changeAfter(near, zone);
        const walls = Array.from({ length: 25 }, (_, index) =>
          new Date(change + (index - 12) * 1_800_000 + offsetAt(change, zone))
            .toISOString()
            .slice(0, 16),
        );
        const found = await rows(
          database.on["postgres-js direct"],
          sql`select newsletter_wall_time(wall::timestamp, ${zone}::text) as at
            from jsonb_array_elements_text(${JSON.stringify(walls)}::jsonb) with ordinality as w (wall, place)
            order by place`,
          (row) => new Date(String(row.at)).toISOString(),
        );
        const meant = walls.map((wall) => {
          const [date = "", time = ""] = wall.split("T");
          const at = meantTime({ date, time, zone });
          return typeof at === "string" ? at : at.instant.toISOString();
        });
        expect(found).toEqual(meant);
      },
    ),
  );
});

/** Milliseconds that the clock of a zone is ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  const parts = new Intl.DateTimeFormat("en-CA", {
    ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit" },
  }).formatToParts(minute);
  const part = (type: string) => parts.find((each) => each.type === type)?.value;
  return (
    Date.parse(
      `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:00Z`,
    ) - minute
  );
}

/** The first change of the clock within a year, or the moment itself where there is none. */
function changeAfter(near: Date, zone: string): number {
  const hour = 3_600_000;
  const start = Math.floor(near.getTime() / hour) * hour;
  for (let day = 0; day < 366; day++) {
    const from = start + day * 24 * hour;
    if (offsetAt(from, zone) === offsetAt(from + 24 * hour, zone)) continue;
    for (let at = from; at < from + 24 * hour; at += hour) {
      if (offsetAt(at, zone) !== offsetAt(at + hour, zone)) return at + hour;
    }
  }
  return start;
}
