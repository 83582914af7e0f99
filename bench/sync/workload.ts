import { randomBytes } from "node:crypto";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { organizations } from "#lib/organizations/schema.ts";
import type { Catalogue } from "#local/lifecycle/catalogue.ts";
import { clerkEvents } from "#local/lifecycle/clerk-events.ts";
import { readClerkRows } from "#local/lifecycle/clerk-rows.ts";
import type { UserStep } from "#local/lifecycle/clerk-steps.ts";
import type { LifecycleEvent, Rows } from "#local/lifecycle/event.ts";
import { clerkModel } from "#local/lifecycle/model/clerk.ts";
import { polarModel } from "#local/lifecycle/model/polar.ts";
import { polarEvents } from "#local/lifecycle/polar-events.ts";
import { readPolarRows } from "#local/lifecycle/polar-rows.ts";
import type { SubscriptionStep } from "#local/lifecycle/polar-steps.ts";
import { shuffled } from "#local/lifecycle/shuffle.ts";

export interface Workload {
  deliveries: LifecycleEvent[];
  /** The share of rows that are not what they must be, from 0 to 1, looking at the state alone. */
  wrongShare(): Promise<number>;
}

/** How far a delivery may come from its place: what one change sends comes close together. */
const window = 24;

/**
 * New people and new subscriptions, half of each: five events about each one, delivered close together
 * in any order, one in five of them twice.
 */
export async function makeWorkload(
  db: DrizzleDatabase,
  { count, seed, catalogue }: { count: number; seed: number; catalogue: Catalogue },
): Promise<Workload> {
  const cast = randomBytes(6).toString("hex");
  const each = Math.ceil(count / 12);
  const made = await db
    .insert(organizations)
    .values(Array.from({ length: each }, (_, n) => ({ slug: `${cast}-${n}`, name: cast })))
    .returning({ id: organizations.id });
  const organizationIds = made.map(({ id }) => id);
  const polarCast = { name: cast, organizationIds, catalogue };

  const numbers = organizationIds.map((_, number) => number);
  const people = clerkEvents(numbers.flatMap(lifeOfPerson), cast);
  const bought = polarEvents(numbers.flatMap(lifeOfSubscription), polarCast);
  const together = numbers.flatMap((n) => [
    ...people.slice(n * 5, n * 5 + 5),
    ...bought.slice(n * 5, n * 5 + 5),
  ]);
  const repeated = together.flatMap((event, n) => (n % 5 === 0 ? [event, event] : [event]));
  const deliveries: LifecycleEvent[] = [];
  for (let first = 0; first < repeated.length; first += window) {
    deliveries.push(...shuffled(repeated.slice(first, first + window), seed + first));
  }

  return {
    deliveries,
    async wrongShare() {
      const expected = { ...clerkModel(people, cast), ...polarModel(bought, polarCast) };
      const found = {
        ...(await readClerkRows(db, cast)),
        ...(await readPolarRows(db, organizationIds)),
      };
      const keys = Object.keys(expected).filter((key) => /^(user|subscription) /.test(key));
      return (
        keys.filter((key) => stateOf(expected, key) !== stateOf(found, key)).length / keys.length
      );
    },
  };
}

/** What the naive way keeps too. A row that it deleted counts as the tombstone that it should be. */
function stateOf(rows: Rows, key: string): string {
  const row = rows[key];
  if (!row || row.deleted_at != null) return "gone";
  return JSON.stringify([row.first_name ?? null, row.provider_status ?? null, row.plan ?? null]);
}

/** One in four leaves in the end. */
function lifeOfPerson(user: number): UserStep[] {
  const told = { kind: "user", user, inSeconds: false, clock: null, address: 0 } as const;
  return [0, 1, 2, 3, 4].map((sent) => ({
    ...told,
    sent,
    name: sent,
    action: sent === 0 ? "created" : sent === 4 && user % 4 === 0 ? "deleted" : "updated",
  }));
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
