import { describe, expect, test } from "vitest";
import { formatBytes, formatCompact, formatMoney, formatPercent } from "#lib/text/format.ts";
import { formatRelative, formatTime } from "#lib/ui/time-format.ts";

test.for([
  [1999, "usd", "$19.99"],
  [500, "JPY", "¥500"],
  [-250, "eur", "-€2.50"],
  [0, "usd", "$0.00"],
  [123_456_789, "usd", "$1,234,567.89"],
] as const)("%i of the smallest unit of %s are %s", ([minor, currency, text]) => {
  expect(formatMoney(minor, currency)).toBe(text);
});

test.for([
  [0, "0 B"],
  [1023, "1,023 B"],
  [1536, "1.5 KB"],
  [5 * 1024 ** 3, "5 GB"],
  [3_000 * 1024 ** 4, "3,000 TB"],
] as const)("%i bytes are %s", ([bytes, text]) => {
  expect(formatBytes(bytes)).toBe(text);
});

test("numbers are told in few signs where there is little room", () => {
  expect(formatCompact(1_234_567)).toBe("1.2M");
  expect(formatPercent(0.1234)).toBe("12.3%");
});

describe("a moment", () => {
  const now = new Date("2026-03-01T12:00:00Z");

  test("is told in the time zone that is asked for", () => {
    const late = new Date("2026-03-01T23:30:00Z");
    expect(formatTime(late, "minute", "UTC")).toBe("Mar 1, 2026, 23:30");
    expect(formatTime(late, "day", "Europe/Berlin")).toBe("Mar 2, 2026");
  });

  test.for([
    ["2026-03-01T11:59:40Z", "just now"],
    ["2026-03-01T12:00:40Z", "in a moment"],
    ["2026-03-01T11:57:00Z", "3 minutes ago"],
    ["2026-02-28T12:00:00Z", "yesterday"],
    ["2026-03-08T12:00:00Z", "next week"],
    ["2024-03-01T12:00:00Z", "2 years ago"],
  ])("%s is %s", ([value = "", text]) => {
    expect(formatRelative(new Date(value), now)).toBe(text);
  });
});

test.each([
  [1_071, "usd", "$10.71"],
  [2_900, "jpy", "¥2,900"],
  [2_950, "kwd", "KWD 2.950"],
  [290_000, "huf", "HUF 2,900.00"],
  [290_000, "idr", "IDR 2,900.00"],
  [150, "isk", "ISK 1.50"],
  [150, "shells", "1.50 shells"],
  [150, "", "1.50"],
])("%d of %s is money that people can read", (minor, currency, words) => {
  expect(formatMoney(minor, currency).replaceAll("\u00a0", " ")).toBe(words);
});
