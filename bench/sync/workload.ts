import { randomBytes } from "node:crypto";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { organizations } from "#lib/organizations/schema.ts";
import type { LifecycleEvent, Rows } from "#local/lifecycle/event.ts";
import { shuffled } from "#local/lifecycle/shuffle.ts";
import { people } from "./clerk.ts";
import { type Cast, eventsOfALife, type Lives } from "./lives.ts";
import { subscriptions } from "./polar.ts";

const tellers: readonly ((cast: Cast, db: DrizzleDatabase) => Lives | Promise<Lives>)[] = [
  people, // Clerk
  subscriptions, // Polar
];

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
  { count, seed }: { count: number; seed: number },
): Promise<Workload> {
  const cast = randomBytes(6).toString("hex");
  const each = Math.ceil(count / 12);
  const made = await db
    .insert(organizations)
    .values(Array.from({ length: each }, (_, n) => ({ slug: `${cast}-${n}`, name: cast })))
    .returning({ id: organizations.id });
  const organizationIds = made.map(({ id }) => id);
  const told = await Promise.all(tellers.map((tell) => tell({ name: cast, organizationIds }, db)));
  const together = organizationIds.flatMap((_, n) =>
    told.flatMap(({ events }) => events.slice(n * eventsOfALife, (n + 1) * eventsOfALife)),
  );
  const repeated = together.flatMap((event, n) => (n % 5 === 0 ? [event, event] : [event]));
  const deliveries: LifecycleEvent[] = [];
  for (let first = 0; first < repeated.length; first += window) {
    deliveries.push(...shuffled(repeated.slice(first, first + window), seed + first));
  }

  return {
    deliveries,
    async wrongShare() {
      const expected: Rows = Object.assign({}, ...told.map((lives) => lives.expected));
      const read = await Promise.all(told.map((lives) => lives.read(db)));
      const found: Rows = Object.assign({}, ...read);
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
