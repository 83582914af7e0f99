import { expect, test } from "vitest";
import { dueNow } from "#lib/billing/selling/proration.ts";

const period = { start: new Date("2026-11-01"), end: new Date("2026-12-01") };
const monthly = { currency: "usd", interval: "month", intervalCount: 1, isMetered: false };
const pro = { ...monthly, amount: 2_900 };
const scale = { ...monthly, amount: 19_900 };
const due = (at: string) => dueNow(scale, pro, period, new Date(at))?.amount;

test("a dearer plan costs the difference for what is left of the period", () => {
  expect(due("2026-11-01")).toBe(17_000);
  expect(due("2026-11-16")).toBe(8_500);
  expect(due("2026-12-01")).toBe(0);
});

test("nothing is due for a cheaper plan, nor outside the period, nor in one without a length", () => {
  expect(dueNow(pro, scale, period, new Date("2026-11-16"))?.amount).toBe(0);
  expect(due("2026-12-05")).toBe(0);
  expect(due("2026-10-01")).toBe(17_000);
  const moment = { start: period.end, end: period.end };
  expect(dueNow(scale, pro, moment, period.start)?.amount).toBe(0);
});

test("prices of other currencies and intervals are not set against each other", () => {
  for (const other of [{ currency: "eur" }, { interval: "year" }, { intervalCount: 3 }]) {
    expect(dueNow({ ...scale, ...other }, pro, period, period.start)).toBeNull();
  }
  expect(dueNow(null, pro, period, period.start)).toBeNull();
});
