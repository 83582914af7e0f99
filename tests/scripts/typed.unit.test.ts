import { describe, expect, test } from "vitest";
import { appPort, localPorts } from "#local/ports.ts";
import { parseSince, wholeNumber } from "#scripts/typed.ts";

const now = new Date("2026-11-28T12:00:00Z");

describe("--since", () => {
  test.each([
    ["30m", "2026-11-28T11:30:00.000Z"],
    ["12h", "2026-11-28T00:00:00.000Z"],
    ["7d", "2026-11-21T12:00:00.000Z"],
    ["2026-05-01", "2026-05-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["2026-05-01T10:00:00+02:00", "2026-05-01T08:00:00.000Z"],
    ["999999d", "1970-01-01T00:00:00.000Z"],
  ])("%s is a moment", (typed, moment) => {
    expect(parseSince(typed, now).toISOString()).toBe(moment);
  });

  test.each(["2026-02-30", "2026-13-01", "2025-02-29", "2026-00-10"])(
    "%s does not exist",
    (typed) => {
      expect(() => parseSince(typed, now)).toThrow(`a day that does not exist: ${typed}.`);
    },
  );

  test.each(["2026-11-29", "2099-01-01T00:00:00Z"])("%s has not come yet", (typed) => {
    expect(() => parseSince(typed, now)).toThrow("--since must not be in the future");
  });

  test.each([
    "7x",
    "0d",
    "-1d",
    "1.5h",
    "7",
    "d",
    "7 d",
    "9999999d",
    "yesterday",
    "2026-05",
    "20260501",
    "2026-05-01T10:00",
    "2026-05-01T25:00:00Z",
    "1e3d",
  ])("%s is neither a time ago nor a date", (typed) => {
    expect(() => parseSince(typed, now)).toThrow("--since must be a time ago such as 30m");
  });
});

test.each(["abc", "-1", "1.5", "0x10", "1e3", " 3000", "65536", "99999999", "0"])(
  "%s is no port of the app",
  (port) => {
    expect(() => appPort(port)).toThrow("PORT must be a whole number from 1 to 65535, not");
  },
);

test.each(["abc", "80", "65529", "54320.5"])("%s is no first port of the services", (port) => {
  expect(() => localPorts(port)).toThrow(
    "LOCAL_PORT must be a whole number from 1024 to 65528, not",
  );
});

test.each(["abc", "", "-1", "1.5", "1000001", "0"])("%j is no count", (typed) => {
  expect(() => wholeNumber("count", typed)).toThrow("--count must be a whole number from 1 to");
});
