import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Plans } from "#app/(edge)/o/[slug]/settings/billing/plans.tsx";
import { isSelling } from "#app/(edge)/o/[slug]/settings/billing/selling.ts";
import type { Billing } from "#lib/workspace/reads/billing.ts";

const month = { interval: "month", intervalCount: 1, isMetered: false } as const;
const price = (amount: number) => ({ amount, currency: "usd", ...month });
const plan = (slug: string, amount: number, isSold: boolean) => ({
  ...{ slug, name: slug, price: price(amount), credits: 1_000, seats: null, isSold },
});

function billing(isSold: boolean): Omit<Billing, "frame"> {
  return {
    credits: { start: new Date("2026-11-01"), end: new Date("2026-12-01") },
    people: { memberCount: 1, invitedCount: 0 },
    plan: { slug: "free", name: "Free" },
    subscription: null,
    live: [],
    plans: [plan("free", 0, false), plan("pro", 2_900, isSold)],
    packs: [],
    grants: [],
    orders: [],
  };
}

test("something is for sale as soon as one plan is", () => {
  expect(isSelling(billing(true))).toBe(true);
  expect(isSelling(billing(false))).toBe(false);
});

test("where nothing is for sale, plans are shown without a button, and the page says why", () => {
  const props = { slug: "acme", billing: billing(false), query: {} };
  const html = renderToStaticMarkup(createElement(Plans, props));
  expect(html).toContain("Plans are not for sale here.");
  expect(html).toContain("$29");
  expect(html).not.toMatch(/<form|<button/);
});
