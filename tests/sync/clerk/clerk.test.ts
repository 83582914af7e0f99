import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clerkEvents } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import { anyClerkStep } from "#local/clerk/story/steps.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { wrongCounts, wrongListed } from "#tests/organizations/kept.ts";
import { newCast } from "../cast.ts";
import {
  allAtOnce,
  type Deliver,
  deliveringTo,
  oneAfterAnother,
  permutations,
} from "../delivering.ts";
import { check } from "../property.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const deliver: Deliver = (event) => deliveringTo(db())(event);

  test("whatever Clerk sends ends in the same rows in every order of up to five events", () =>
    check(
      4,
      fc.asyncProperty(fc.array(anyClerkStep, { minLength: 2, maxLength: 5 }), async (steps) => {
        const orders = permutations([...steps.keys()]);
        await Promise.all(
          orders.map(async (order) => {
            const cast = newCast();
            const events = clerkEvents(steps, cast);
            await oneAfterAnother(
              deliver,
              order.flatMap((position) => events[position] ?? []),
            );
            expect(await readClerkRows(db(), cast)).toEqual(clerkModel(events, cast));
          }),
        );
      }),
    ));

  const story = fc.array(anyClerkStep, { minLength: 6, maxLength: 30 });

  test("long stories with repeated deliveries end in the same rows, one after another", () =>
    check(
      15,
      fc.asyncProperty(story, fc.infiniteStream(fc.nat()), async (steps, choices) => {
        const cast = newCast();
        const events = clerkEvents(steps, cast);
        const order = [...events, ...events].toSorted(() => (choices.next().value % 3) - 1);
        await oneAfterAnother(deliver, order);
        expect(await readClerkRows(db(), cast)).toEqual(clerkModel(events, cast));
        expect(await wrongCounts(db())).toEqual([]);
        expect(await wrongListed(db())).toEqual([]);
      }),
    ));

  test("long stories end in the same rows when everything arrives at once", () =>
    check(
      25,
      fc.asyncProperty(story, async (steps) => {
        const cast = newCast();
        const events = clerkEvents(steps, cast);
        await allAtOnce(deliver, [...events, ...events]);
        expect(await readClerkRows(db(), cast)).toEqual(clerkModel(events, cast));
        expect(await wrongCounts(db())).toEqual([]);
        expect(await wrongListed(db())).toEqual([]);
      }),
    ));
});
