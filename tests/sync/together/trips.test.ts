import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { clerkEvents } from "#local/clerk/story/events.ts";
import type { ClerkStep } from "#local/clerk/story/steps.ts";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";
import { sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import type { PolarStep, SubscriptionFacts } from "#local/polar/story/steps.ts";
import { startWire, type Wire } from "#local/wire.ts";
import { testDatabase } from "#tests/database.ts";
import { newCast } from "../cast.ts";
import { newPolarCast } from "../polar/cast.ts";
import { receiveInto, send } from "./receiver.ts";

const database = testDatabase();
let wire: Wire;
beforeAll(async () => {
  await sellEverything(database.on["postgres-js direct"]);
  wire = await startWire(inject("neon").pgbouncer);
});
afterAll(async () => {
  await wire.close();
});

receiveInto(() => {
  const pooled = new URL(database.pooled);
  pooled.port = String(wire.port);
  return { read: database.read, pooled: pooled.href };
});

/** Delivers to the receiver as it is deployed. @returns what it answered. */
async function deliver({ provider, id, body }: LifecycleEvent): Promise<string> {
  const answer = await send(provider, body, id);
  expect(answer.status).toBe(200);
  return answer.text();
}

const told = { sent: 0, inSeconds: false, clock: null, name: 0, address: 0 } as const;
const person: ClerkStep = { kind: "user", action: "created", user: 0, ...told };
const team: ClerkStep = {
  ...told,
  kind: "organization",
  action: "created",
  organization: 0,
  slug: "a0",
  creator: 0,
};
const member: ClerkStep = {
  ...told,
  kind: "membership",
  action: "created",
  organization: 1,
  user: 1,
  number: 0,
  role: "org:member",
  organizationName: 0,
};

const subscription: SubscriptionFacts = {
  organization: 0,
  number: 0,
  status: "active",
  plan: 1,
  changed: 1_000_000,
  period: { start: 0, end: 30 },
  willEnd: false,
  trialEnd: null,
  endedAt: null,
};
const order = { organization: 0, number: 0, pack: 0, changed: 1_000_000, sent: 2_000_000 };

const clerkSteps: Record<string, ClerkStep> = {
  "a person": person,
  "a person who is deleted": { ...person, action: "deleted" },
  "a team and its creator": team,
  "a membership before its person and its team": member,
};
const polarSteps: Record<string, PolarStep> = {
  "a subscription": { kind: "subscription", ...subscription, name: "active", sent: 2_000_000 },
  "the state of a customer": {
    kind: "state",
    organization: 0,
    active: [subscription, { ...subscription, number: 1 }],
    sent: 3_000_000,
  },
  "an order": { kind: "order", ...order, status: "paid" },
};

const events: [string, () => Promise<LifecycleEvent[]>][] = [
  ...Object.entries(clerkSteps).map(([name, step]): [string, () => Promise<LifecycleEvent[]>] => [
    name,
    async () => clerkEvents([step], newCast()),
  ]),
  ...Object.entries(polarSteps).map(([name, step]): [string, () => Promise<LifecycleEvent[]>] => [
    name,
    async () =>
      polarEvents([step], await newPolarCast(database.on["postgres-js direct"], { count: 1 })),
  ]),
];

describe("a delivery to the pooled endpoint, once the function is warm", () => {
  test.each(events)("of %s is one statement and one trip", async (_, make) => {
    for (const warmUp of clerkEvents([person], newCast())) await deliver(warmUp);
    for (const event of await make()) {
      for (const answer of ["applied", "duplicate"]) {
        wire.reset();
        expect(await deliver(event)).toBe(JSON.stringify({ outcome: answer }));
        const { turns, messages } = wire.counts();
        expect(turns).toBe(1);
        expect((messages.P ?? 0) + (messages.Q ?? 0)).toBe(1);
        expect(messages.E).toBe(1);
      }
    }
  });
});
