import { inArray } from "drizzle-orm";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { user } from "#drizzle/tables.ts";
import { clerkEvents, clerkIds } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import { anyUserStep, type UserStep } from "#local/clerk/story/steps.ts";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";
import { naiveUser } from "#local/lifecycle/naive.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { newCast } from "../cast.ts";
import { deliveringTo, oneAfterAnother, permutations } from "../delivering.ts";

const database = testDatabase();

const told = { kind: "user", inSeconds: false, clock: null, address: null } as const;
const created: UserStep = { ...told, user: 0, action: "created", sent: 1, name: 0 };
const updated: UserStep = { ...told, user: 0, action: "updated", sent: 2, name: 1 };
const renamed: UserStep = { ...told, user: 0, action: "updated", sent: 3, name: 2 };
const deleted: UserStep = { ...told, user: 0, action: "deleted", sent: 4, name: null };

type Send = (event: LifecycleEvent) => Promise<unknown>;
const naively: Send = ({ body }) => naiveUser(database.on["postgres-js pooled"], JSON.parse(body));

/** Sends the first two events of many people, both at once. @returns how many ended with the older. */
async function wrongPairs(count: number, send: Send): Promise<number> {
  const cast = newCast();
  const numbers = Array.from({ length: count }, (_, number) => number);
  for (let first = 0; first < count; first += 4) {
    const steps = numbers
      .slice(first, first + 4)
      .flatMap((number) => [updated, created].map((step) => ({ ...step, user: number })));
    const events = clerkEvents(steps, cast).map((event) => ({
      ...event,
      id: `${event.id}_${first}`,
    }));
    await Promise.all(events.map(send));
  }
  const people = await database.on["postgres-js direct"]
    .select({ firstName: user.firstName })
    .from(user)
    .where(
      inArray(
        user.id,
        numbers.map((number) => clerkIds.user(cast, number)),
      ),
    );
  expect(people).toHaveLength(count);
  return people.filter(({ firstName }) => firstName !== "Name 1").length;
}

test.each([
  ["postgres-js pooled", 2_000],
  ["postgres-js direct", 500],
  ["neon-http", 500],
] as const)(
  "on %s, of %i new people the newer of two first events stays",
  async (driver, count) => {
    expect(await wrongPairs(count, deliveringTo(database.on[driver]))).toBe(0);
  },
);

test("the naive way loses the newer of two first events, so the test above can fail", async () => {
  expect(await wrongPairs(400, naively)).toBeGreaterThan(20);
});

/** Sends four events of one person in every order. @returns in how many they were alive at the end. */
async function revivals(send: Send): Promise<number> {
  const cast = newCast();
  const orders = permutations([created, updated, renamed, deleted]);
  for (const [user, steps] of orders.entries()) {
    const events = clerkEvents(
      steps.map((step) => ({ ...step, user })),
      cast,
    );
    for (const event of events) await send({ ...event, id: `${event.id}_${user}` });
  }
  const rows = Object.values(await readClerkRows(database.on["postgres-js direct"], cast));
  expect(orders).toHaveLength(24);
  return rows.filter(({ deleted_at }) => deleted_at === null).length;
}

test.each(drivers)("on %s, no order of four events revives a deleted person", async (driver) => {
  expect(await revivals(deliveringTo(database.on[driver]))).toBe(0);
});

test("the naive way revives in 18 of 24 orders, so the test above can fail", async () => {
  expect(await revivals(naively)).toBe(18);
});

test("the naive way does not keep to the model, so the property tests can fail", async () => {
  const story = fc.array(anyUserStep, { minLength: 2, maxLength: 5 });
  const property = fc.asyncProperty(story, async (steps) => {
    const cast = newCast();
    const events = clerkEvents(steps, cast);
    await oneAfterAnother(naively, events);
    const names = (rows: object[]) =>
      rows.map((row) => ("first_name" in row ? row.first_name : undefined)).toSorted();
    const rows = await readClerkRows(database.on["postgres-js direct"], cast);
    expect(names(Object.values(rows))).toEqual(names(Object.values(clerkModel(events, cast))));
  });
  const { failed } = await fc.check(property, { numRuns: 100, endOnFailure: true });
  expect(failed).toBe(true);
});
