import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CurrentPlan } from "#app/(edge)/o/[slug]/settings/billing/current-plan.tsx";
import type { Billing } from "#lib/workspace/reads/billing.ts";

type Subscription = NonNullable<Billing["subscription"]>;

const months = { start: new Date("2026-11-28T10:00:00Z"), end: new Date("2026-12-28T10:00:00Z") };

/** What is said of the credits of a subscription whose credits come by the month. */
function told(changes: Partial<Subscription>): string {
  const subscription: Subscription = {
    status: "active",
    providerStatus: "active",
    currentPeriodStart: months.start,
    currentPeriodEnd: months.end,
    cancelAtPeriodEnd: false,
    scheduled: null,
    ...changes,
  };
  const billing = { plan: { slug: "pro", name: "Pro" }, subscription, credits: months, live: [] };
  const html = renderToStaticMarkup(
    createElement(CurrentPlan, { slug: "acme", billing, query: {} }),
  );
  return /The plan&#x27;s credits ([a-z ]+) </.exec(html)?.[1] ?? html;
}

test("credits renew while the subscription goes on", () => {
  expect(told({})).toBe("renew on");
});

test("credits do not renew when the subscription ends with their period", () => {
  expect(told({ cancelAtPeriodEnd: true })).toBe("can be spent until");
});

test("credits do not renew when the subscription rests from then on", () => {
  const scheduled = { pauseAtPeriodEnd: true, resumesAt: null, change: null };
  expect(told({ scheduled })).toBe("can be spent until");
});

test("credits of a year that was paid and will end renew until it does", () => {
  const currentPeriodEnd = new Date("2027-11-28T10:00:00Z");
  expect(told({ cancelAtPeriodEnd: true, currentPeriodEnd })).toBe("renew on");
});
