import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import { polarModel } from "#local/polar/story/model.ts";
import { readPolarRows } from "#local/polar/story/rows.ts";
import type { SubscriptionStep } from "#local/polar/story/steps.ts";
import type { Cast, Lives } from "./lives.ts";

/** New subscriptions, as Polar reports them. */
export async function subscriptions(of: Cast, db: DrizzleDatabase): Promise<Lives> {
  const cast = { ...of, catalogue: await sellEverything(db) };
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
