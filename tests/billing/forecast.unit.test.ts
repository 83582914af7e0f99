import { expect, test } from "vitest";
import { forecastOf } from "#lib/billing/metering/forecast.ts";

const period = { start: new Date("2026-11-01T00:00:00Z"), end: new Date("2026-12-01T00:00:00Z") };

test.each([
  ["a third of the period in", "2026-11-11T00:00:00Z", 1_000, 3_000],
  ["at its end", "2026-12-01T00:00:00Z", 1_000, 1_000],
  ["without any use", "2026-11-16T00:00:00Z", 0, 0],
  ["on its first day", "2026-11-01T23:59:59Z", 1_000, null],
  ["when it is over", "2026-12-01T00:00:01Z", 1_000, null],
])("%s the forecast goes on as it went", (_, now, used, expected) => {
  expect(forecastOf({ used, period }, new Date(now))).toBe(expected);
});
