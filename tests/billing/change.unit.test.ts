import { expect, test } from "vitest";
import { changeOf } from "#lib/billing/plan-change.ts";

const monthly = (amount: number) => ({
  amount,
  currency: "usd",
  interval: "month",
  intervalCount: 1,
  isMetered: false,
});
const pro = { credits: 50_000, price: monthly(2_900) };
const scale = { credits: 1_000_000, price: monthly(19_900) };
const period = { start: new Date("2026-06-01T00:00:00Z"), end: new Date("2026-07-01T00:00:00Z") };
const half = new Date("2026-06-16T00:00:00Z");

test("a plan with more credits costs now what it is dearer for the rest of the period", () => {
  expect(changeOf({ from: pro, to: scale }, period, half)).toEqual({
    isUpgrade: true,
    at: half,
    due: { amount: 8_500, currency: "usd" },
  });
});

test("a plan with fewer credits costs nothing now, and comes when the period ends", () => {
  expect(changeOf({ from: scale, to: pro }, period, half)).toEqual({
    isUpgrade: false,
    at: period.end,
    due: { amount: 0, currency: "usd" },
  });
});

test("what cannot be set against the present price is not guessed", () => {
  const yearly = { ...scale, price: { ...monthly(199_000), interval: "year" } };
  expect(changeOf({ from: pro, to: yearly }, period, half).due).toBeNull();
});
