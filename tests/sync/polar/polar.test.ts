import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";
import { type Catalogue, sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import { polarModel } from "#local/polar/story/model.ts";
import { readPolarRows } from "#local/polar/story/rows.ts";
import { anyPolarStep, type PolarStep } from "#local/polar/story/steps.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import {
  allAtOnce,
  type Deliver,
  deliveringTo,
  oneAfterAnother,
  permutations,
} from "../delivering.ts";
import { check } from "../property.ts";
import { newPolarCast } from "./cast.ts";

const database = testDatabase();
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await sellEverything(database.on["postgres-js direct"]);
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const deliver: Deliver = (event) => deliveringTo(db())(event);

  /** Tells a story to two new organizations, in some way, and looks at where it ends. */
  async function tell(
    steps: PolarStep[],
    way: (events: LifecycleEvent<PolarStep>[]) => Promise<void>,
    isOnePayer = false,
  ): Promise<void> {
    const cast = await newPolarCast(db(), { catalogue, isOnePayer });
    const events = polarEvents(steps, cast);
    await way(events);
    expect(await readPolarRows(db(), cast.organizationIds)).toEqual(polarModel(events, cast));
  }

  test("whatever Polar sends ends in the same rows in every order of up to five events", () =>
    check(
      4,
      fc.asyncProperty(fc.array(anyPolarStep, { minLength: 2, maxLength: 5 }), async (steps) => {
        const orders = permutations([...steps.keys()]);
        await Promise.all(
          orders.map((order) =>
            tell(steps, (events) =>
              oneAfterAnother(
                deliver,
                order.flatMap((position) => events[position] ?? []),
              ),
            ),
          ),
        );
      }),
    ));

  const story = fc.array(anyPolarStep, { minLength: 6, maxLength: 30 });

  test("long stories with repeated deliveries end in the same rows, one after another", () =>
    check(
      15,
      fc.asyncProperty(story, fc.infiniteStream(fc.nat()), (steps, choices) =>
        tell(steps, (events) =>
          oneAfterAnother(
            deliver,
            [...events, ...events].toSorted(() => (choices.next().value % 3) - 1),
          ),
        ),
      ),
    ));

  test("long stories of organizations that one customer pays for end in the rows of each", () =>
    check(
      10,
      fc.asyncProperty(story, (steps) =>
        tell(steps, (events) => allAtOnce(deliver, [...events, ...events]), true),
      ),
    ));

  test("long stories end in the same rows when everything arrives at once", () =>
    check(
      25,
      fc.asyncProperty(story, (steps) =>
        tell(steps, (events) => allAtOnce(deliver, [...events, ...events])),
      ),
    ));
});
