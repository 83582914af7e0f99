import { beforeAll, describe, expect, test } from "vitest";
import { type Catalogue, sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import { polarModel } from "#local/polar/story/model.ts";
import { readPolarRows } from "#local/polar/story/rows.ts";
import type { PolarStep, StateStep, SubscriptionStep } from "#local/polar/story/steps.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { allAtOnce, deliveringTo, oneAfterAnother, permutations } from "../delivering.ts";
import { newPolarCast } from "./cast.ts";

const database = testDatabase();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await sellEverything(database.on["postgres-js direct"]);
});

const second = 1_000_000;

/** What Polar says, a tenth of a second after it happened. The plans are free, pro, scale. */
function event(
  name: string,
  at: number | null,
  changes: Partial<SubscriptionStep> = {},
): SubscriptionStep {
  return {
    kind: "subscription",
    organization: 0,
    number: 0,
    status: "active",
    plan: 1,
    changed: at === null ? null : at * second,
    period: { start: 0, end: 30 },
    willEnd: false,
    trialEnd: null,
    endedAt: null,
    name,
    sent: (at ?? 0) * second + 100_000,
    ...changes,
  };
}

const state = (at: number, active: SubscriptionStep[]): StateStep => ({
  kind: "state",
  organization: 0,
  active,
  sent: at * second + 200_000,
});

const renewed = { number: 1, period: { start: 40, end: 70 } };
const paused = { status: "paused" } as const;
const gone = { status: "canceled", endedAt: 9 * second } as const;

/** What happened, and what must be in force after it. */
const stories: Record<string, { steps: PolarStep[]; current: object }> = {
  "somebody who left subscribes again": {
    steps: [
      event("created", null),
      event("revoked", 9, gone),
      event("created", null, { ...renewed, sent: 40 * second }),
      event("active", 41, renewed),
    ],
    current: { status: "active", plan: "pro", live_subscriptions: 1, current_period_end: 70 },
  },
  "the plan is changed": {
    steps: [event("created", null), event("active", 1), event("updated", 5, { plan: 2 })],
    current: { status: "active", plan: "scale", live_subscriptions: 1 },
  },
  "there are two live subscriptions": {
    steps: [
      event("created", null),
      event("active", 1),
      event("created", null, { number: 1, plan: 2, period: { start: 1, end: 31 } }),
      event("active", 3, { number: 1, plan: 2, period: { start: 1, end: 31 } }),
    ],
    current: { status: "active", plan: "scale", live_subscriptions: 2, current_period_end: 31 },
  },
  "a cancellation is taken back": {
    steps: [
      event("active", 1),
      event("updated", 2, { willEnd: true }),
      event("canceled", 2, { willEnd: true, sent: 2 * second + 100_001 }),
      event("updated", 3),
      event("uncanceled", 3, { sent: 3 * second + 100_001 }),
    ],
    current: { status: "active", plan: "pro", cancel_at_period_end: false },
  },
  "a canceled subscription runs to its end": {
    steps: [
      event("active", 1),
      event("canceled", 2, { willEnd: true }),
      event("revoked", 9, { ...gone, willEnd: true }),
      state(9, []),
    ],
    current: { status: "canceled", plan: "free", live_subscriptions: 0 },
  },
  "a subscription is paused": {
    steps: [event("active", 1), event("updated", 2, paused), event("paused", 2, paused)],
    current: { status: "inactive", provider_status: "paused", plan: "free" },
  },
  "a paused subscription is resumed": {
    steps: [event("active", 1), event("paused", 2, paused), event("resumed", 3)],
    current: { status: "active", plan: "pro", live_subscriptions: 1 },
  },
  "the customer's state is all that tells of an end": {
    steps: [
      event("created", null),
      event("active", 1),
      state(2, [event("active", 1)]),
      state(9, []),
    ],
    current: { status: "inactive", plan: "free", live_subscriptions: 0 },
  },
};

const day = 86_400_000_000;
const beginning = Date.parse("2026-06-01T00:00:00Z") * 1_000;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test.each(Object.entries(stories))(
    "when %s, every order and all at once end in what is in force",
    async (_, { steps, current }) => {
      const orders = [...permutations([...steps.keys()]), "at once" as const];
      await Promise.all(
        orders.map(async (order) => {
          const cast = await newPolarCast(db(), { catalogue, count: 1 });
          const events = polarEvents(steps, cast);
          const deliver = deliveringTo(db());
          if (order === "at once") await allAtOnce(deliver, [...events, ...events]);
          else {
            await oneAfterAnother(
              deliver,
              order.flatMap((position) => events[position] ?? []),
            );
          }
          const rows = await readPolarRows(db(), cast.organizationIds);
          expect(rows).toEqual(polarModel(events, cast));
          const found = rows[`current ${cast.organizationIds[0]}`];
          const end = Number(found?.current_period_end);
          expect({ ...found, current_period_end: (end - beginning) / day }).toMatchObject(current);
        }),
      );
    },
  );
});
