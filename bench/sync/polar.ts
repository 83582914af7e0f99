import { polarModel } from "#local/lifecycle/model/polar.ts";
import { polarEvents } from "#local/lifecycle/polar-events.ts";
import { readPolarRows } from "#local/lifecycle/polar-rows.ts";
import type { SubscriptionStep } from "#local/lifecycle/polar-steps.ts";
import type { Cast, Lives } from "./lives.ts";

/** New subscriptions, as Polar reports them. */
export function subscriptions(cast: Cast): Lives {
  const events = polarEvents(
    cast.organizationIds.flatMap((_, number) => lifeOfSubscription(number)),
    cast,
  );
  const expected = polarModel(events, cast);
  return { events, expected, read: (db) => readPolarRows(db, cast.organizationIds) };
}

function lifeOfSubscription(organization: number): SubscriptionStep[] {
  const facts = {
    kind: "subscription",
    organization,
    number: 0,
    plan: 1,
    period: { start: 0, end: 30 },
    willEnd: false,
    trialEnd: null,
    endedAt: null,
  } as const;
  const states = [
    ["created", "trialing"],
    ["active", "active"],
    ["past_due", "past_due"],
    ["active", "active"],
    ["paused", "paused"],
  ] as const;
  return states.map(([name, status], n) => ({
    ...facts,
    name,
    status,
    changed: n === 0 ? null : n * 1_000_000,
    sent: n * 1_000_000 + 100_000,
  }));
}
